package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import io.dynastore.embedded.Fault;
import io.dynastore.lease.LeaseEnd;
import io.dynastore.lease.LeaseHandle;
import io.dynastore.lease.LeaseLostException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an exception carries is still there after it was passed to another process by Java serialization. */
class SerializedExceptionsTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    static Stream<LeaseEnd> ends() {
        return Stream.of(
                new LeaseEnd(LeaseEnd.Reason.TAKEN_OVER, 8L, null),
                new LeaseEnd(LeaseEnd.Reason.DELETED, null, null),
                new LeaseEnd(LeaseEnd.Reason.CLOSED, null, null));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void theEndOfALease(LeaseEnd end) throws Exception {
        LeaseLostException lost = serialized(
                new LeaseLostException(new LeaseHandle("T", "p", "leader", "owner", 7, Duration.ofSeconds(30)), end));

        assertThat(lost.end()).isEqualTo(end);
        assertThat(lost.table()).isEqualTo("T");
        assertThat(lost.partition()).isEqualTo("p");
        assertThat(lost.key()).isEqualTo("leader");
    }

    @Test
    void theCauseOfTheEndOfALease() throws Exception {
        OutcomeUnknownException cause = new OutcomeUnknownException("T", "p", "k", new IOException("reset"));
        LeaseLostException lost = serialized(new LeaseLostException(
                new LeaseHandle("T", "p", "leader", "owner", 7, Duration.ofSeconds(30)),
                new LeaseEnd(LeaseEnd.Reason.EXPIRED, null, cause)));

        assertThat(lost.end().cause())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessage(cause.getMessage());
        assertThat(lost.end().cause()).isSameAs(lost.getCause());
    }

    /** With fields of each type. */
    private Entry<String> existing() {
        return partition.create(
                "k",
                "v",
                with -> with.timeToLive(Duration.ofDays(1))
                        .field("text", "t")
                        .field("number", 1)
                        .field("bytes", new byte[] {1})
                        .field("flag", AttributeValue.fromBool(true))
                        .field("nothing", AttributeValue.fromNul(true))
                        .field("texts", AttributeValue.fromSs(List.of("a", "b")))
                        .field("numbers", AttributeValue.fromNs(List.of("1")))
                        .field("blobs", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("b"))))
                        .field(
                                "nested",
                                AttributeValue.fromL(
                                        List.of(AttributeValue.fromM(Map.of("deep", Attributes.b("bytes")))))));
    }

    @Test
    void theCurrentEntryOfARefusedWrite() throws Exception {
        Entry<String> entry = existing();

        KeyExistsException exists =
                serialized(catchThrowableOfType(KeyExistsException.class, () -> partition.create("k", "other")));
        assertThat(exists.current(Codec.string())).isEqualTo(entry);

        Revision other = new Revision(7, WriteId.first().text());
        KeyModifiedException modified =
                serialized(catchThrowableOfType(KeyModifiedException.class, () -> partition.update("k", other, "new")));
        assertThat(modified.current(Codec.string())).isEqualTo(entry);
        assertThat(modified.current().value()).isEqualTo(s("v"));
        assertThat(modified.expected()).isEqualTo(other);
    }

    @Test
    void anEntryInATableWithOtherKeys() throws Exception {
        Entry<String> entry =
                new Entry<>("T", "p", "k", new Revision(2, null), null, "v", Map.of("id", s("1"), "name", n(2)));

        assertThat(serialized(new KeyExistsException(entry, Codec.string())).current(Codec.string()))
                .isEqualTo(entry);
    }

    @Test
    void theFailuresOfATransactionWithTheirEntries() throws Exception {
        Entry<String> entry = existing();

        TransactionFailedException failed = serialized(catchThrowableOfType(
                TransactionFailedException.class,
                () -> store.store.transact(
                        tx -> tx.create(partition, "k", "x").update(partition, "absent", new Revision(1, null), "x"))));

        assertThat(failed.failures())
                .extracting(Failure::action, Failure::reason, Failure::key, failure -> failure.current(Codec.string()))
                .containsExactly(tuple(0, Reason.EXISTS, "k", entry), tuple(1, Reason.NOT_FOUND, "absent", null));
    }

    @Test
    void whatIsKnownOfAnUnknownOutcome() throws Exception {
        store.faults
                .next("PutItem", Fault.drop())
                .between(() -> store.putItem("k", Map.of("version", n(1), "payload", s("rival"))));

        OutcomeUnknownException unknown =
                serialized(catchThrowableOfType(OutcomeUnknownException.class, () -> partition.create("k", "ours")));

        assertThat(unknown.current().value()).isEqualTo(s("rival"));
        assertThat(unknown).hasMessageContaining("The entry is at revision \"1\" now.");
    }

    static Stream<DynaStoreException> others() {
        return Stream.of(
                new StaleFenceException("T", "p", "k", 3, 4),
                new BatchFailedException("T", "p", 7, new IllegalStateException("down")),
                new MalformedItemException("T", "p", "k", "version", "is missing"),
                new IndexNotSupportedException("T", "p", "idx", "it is missing."),
                new InvalidTableException("T", List.of("its key is another")),
                new TableNotFoundException("T"),
                new CodecException("unreadable", new IllegalStateException("v")),
                new ReservedFieldException("T", "p", "k", "version"),
                new EntryTooLargeException("T", "p", "k"),
                new InvalidCursorException("T", "p"),
                new KeyNotFoundException("T", "p", "k"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void allOthers(DynaStoreException exception) throws Exception {
        assertThat(serialized(exception))
                .usingRecursiveComparison()
                .ignoringFields("cause", "stackTrace")
                .isEqualTo(exception);
    }

    @Test
    void noExceptionHasAFieldThatIsLost() {
        ArchRuleDefinition.noFields()
                .that()
                .areDeclaredInClassesThat(DescribedPredicate.describe(
                        "are exceptions", (JavaClass type) -> type.isAssignableTo(RuntimeException.class)))
                .should()
                .haveModifier(JavaModifier.TRANSIENT)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("/embedded/"))
                        .importPackages("io.dynastore"));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T serialized(T exception) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(exception);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            T read = (T) in.readObject();
            assertThat(read).hasMessage(exception.getMessage());
            return read;
        }
    }
}
