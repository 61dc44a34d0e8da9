package io.dynastore;

import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import io.dynastore.idempotency.IdempotencyRecord;
import io.dynastore.idempotency.KeyInProgressException;
import io.dynastore.idempotency.KeyOfOtherUseException;
import io.dynastore.idempotency.NotARecordException;
import io.dynastore.idempotency.RequestMismatchException;
import io.dynastore.idempotency.ResultNotKeptException;
import io.dynastore.idempotency.ResultNotRecordedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions that a test makes for its own implementation of a partition are like the store's. */
class MadeExceptionsTest {
    /** An entry of a table whose key attributes have other names, so that its fields have the usual ones. */
    private static final Entry<String> ENTRY = new Entry<>(
            "T",
            "p",
            "k",
            new Revision(2, WriteId.first().text()),
            Instant.parse("2100-01-31T09:00:00Z"),
            "v",
            Map.of("id", s("1"), "name", s("n")));

    static Stream<DynaStoreException> ofAKey() {
        return Stream.of(
                new KeyNotFoundException("T", "p", "k"),
                new KeyExistsException(ENTRY, Codec.string()),
                new KeyModifiedException(new Revision(1, null), ENTRY, Codec.string()),
                new StaleFenceException("T", "p", "k", 3, 4),
                new OutcomeUnknownException("T", "p", "k", new IllegalStateException("down")),
                new EntryTooLargeException("T", "p", "k"),
                new ReservedFieldException("T", "p", "k", "version"),
                new MalformedItemException("T", "p", "k", "version", "is missing"),
                new KeyInProgressException("T", "p", "k", Instant.EPOCH, Instant.EPOCH),
                new KeyOfOtherUseException("T", "p", "k", IdempotencyRecord.Use.RUN),
                new NotARecordException("T", "p", "k"),
                new RequestMismatchException("T", "p", "k"),
                new ResultNotKeptException("T", "p", "k"),
                new ResultNotRecordedException("T", "p", "k", new IllegalStateException("down")));
    }

    static Stream<DynaStoreException> ofAPartition() {
        return Stream.of(
                new BatchFailedException("T", "p", 7, new IllegalStateException("down")),
                new InvalidCursorException("T", "p"),
                new IndexNotSupportedException("T", "p", "idx", "it is missing."));
    }

    @ParameterizedTest
    @MethodSource
    void ofAKey(DynaStoreException made) {
        assertThat(made.table()).isEqualTo("T");
        assertThat(made.partition()).isEqualTo("p");
        assertThat(made.key()).isEqualTo("k");
        assertThat(made).hasMessageContainingAll("'T'", "'p'", "'k'");
    }

    @ParameterizedTest
    @MethodSource
    void ofAPartition(DynaStoreException made) {
        assertThat(made.table()).isEqualTo("T");
        assertThat(made.partition()).isEqualTo("p");
        assertThat(made.key()).isNull();
        assertThat(made).hasMessageContainingAll("'T'", "'p'");
    }

    @Test
    void ofATable() {
        assertThat(new TableNotFoundException("T")).hasMessageContaining("'T'");
        assertThat(new InvalidTableException("T", List.of("its key is another")).differences())
                .containsExactly("its key is another");
    }

    @Test
    void theCurrentEntryIsTheOneThatWasGiven() {
        assertThat(new KeyExistsException(ENTRY, Codec.string()).current(Codec.string()))
                .isEqualTo(ENTRY);
        KeyModifiedException modified = new KeyModifiedException(new Revision(1, null), ENTRY, Codec.string());
        assertThat(modified.current(Codec.string())).isEqualTo(ENTRY);
        assertThat(modified.current().value()).isEqualTo(s("v"));
        assertThat(modified).hasMessageContainingAll("\"1\"", ENTRY.revision().toString());
    }

    @Test
    void anEntryOfTheGoLibraryHasNoWriteId() {
        Entry<String> ofGo = new Entry<>("T", "p", "k", new Revision(2, null), null, "v", Map.of());

        assertThat(new KeyExistsException(ofGo, Codec.string()).current(Codec.string()))
                .isEqualTo(ofGo);
    }

    @Test
    void aTransactionFailsByItsActions() {
        TransactionFailedException failed = new TransactionFailedException(
                "T",
                List.of(
                        new Failure(0, "T", "p", "other", Reason.NOT_FOUND),
                        new Failure(1, Reason.MODIFIED, ENTRY, Codec.string()),
                        new Failure(2, "T", "p", "third", Reason.STALE_FENCE),
                        new Failure(3, "T", "p", "fourth", Reason.OTHER)));

        assertThat(failed.failures()).extracting(Failure::key).containsExactly("other", "k", "third", "fourth");
        assertThat(failed.failures()).extracting(Failure::partition).containsOnly("p");
        assertThat(failed.failures().get(0).current()).isNull();
        assertThat(failed.failures().get(1).current(Codec.string())).isEqualTo(ENTRY);
        assertThat(failed)
                .hasMessageContainingAll(
                        "'other'",
                        "was not found",
                        "newer holder",
                        ENTRY.revision().toString());
        assertThat(failed.getMessage()).doesNotContain("null");
        assertThat(failed.table()).isEqualTo("T");
    }
}
