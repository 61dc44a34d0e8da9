package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dynastore.internal.Texts;
import io.dynastore.jackson.JsonCodec;
import io.dynastore.lease.LeaseEnd;
import io.dynastore.lease.LeaseHandle;
import io.dynastore.lease.LeaseLostException;
import io.dynastore.lease.LeaseView;
import io.dynastore.lease.NotALeaseException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in messages, logs and texts cannot forge a line of a log, or change how it is displayed. */
class EscapedNamesTest {
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private final TestStore store = new TestStore();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nWARN forged",
                "a\r\nb",
                "\u001B[31mred",
                "nul\u0000",
                "\u0085next",
                "line\u2028separator",
                "paragraph\u2029separator",
                "bidi\u202Egnp.exe",
                "isolate\u2066x\u2069",
                "zero\u200Bwidth",
                "\uFEFFmark",
                "tag\uDB40\uDC41"
            })
    void noMessageShowsAnUnsafeCharacter(String name) {
        List<Object> texts = new ArrayList<>();
        messages(name).forEach(action -> texts.add(printed(catchThrowable(action))));
        texts.addAll(texts(name));

        assertThat(texts)
                .allSatisfy(text -> assertThat(text.toString())
                        .doesNotContainPattern(UNSAFE)
                        .contains("\\"));
    }

    private List<ThrowingCallable> messages(String name) {
        Partition<String> named = store.table.partition(store.partition.name() + name);
        Partition<String> elsewhere = store.store.table("T" + name).partition("p");
        named.put(name, "v");
        Revision other = new Revision(7, null);
        return List.of(
                () -> named.get(name + "?"),
                () -> named.create(name, "v"),
                () -> named.update(name, other, "v"),
                () -> named.delete(name, other),
                () -> named.as(JsonCodec.of(Integer.class)).get(name),
                () -> named.put(name, null),
                () -> named.put(name, "v", with -> with.timeToLive(Duration.ZERO)),
                () -> named.put(name, "v", with -> with.field(name, Double.NaN)),
                () -> named.put(name, "x".repeat(500_000)),
                () -> named.list(Query.all().index(Index.local(name, "created"))),
                () -> named.list(Query.all().after(name)),
                () -> Query.all().prefix(name).from("a"),
                () -> Query.all().from(name + "b").to(name + "a"),
                () -> Query.all().index(Index.local(name, "x"), "y"),
                () -> Revision.parse(name),
                () -> store.store.transact(tx -> tx.create(named, name, "v")),
                () -> store.store.transact(tx -> tx.put(named, name, "v").put(named, name, "v")),
                () -> store.partition.update(named.get(name), "v"),
                () -> TableDefinition.of(name).keys("a", "a"),
                () -> TableDefinition.of(name).keys(name, name),
                () -> TableDefinition.of(name).keys("payload", "x"),
                () -> {
                    throw new StaleFenceException("T", "p", name, 1, 2);
                },
                () -> {
                    throw new MalformedItemException("T", name, "k", name, "is missing");
                },
                () -> {
                    throw new ReservedFieldException("T", "p", "k", name);
                },
                () -> {
                    throw new NotALeaseException(name, "p", "k");
                },
                () -> elsewhere.fence(-1));
    }

    private List<Object> texts(String name) {
        Partition<String> named = store.table.partition(name);
        List<Object> texts = new ArrayList<>();
        texts.add(named);
        texts.add(store.store.table("T" + name));
        texts.add(TableDefinition.of(name));
        texts.add(Index.local(name, "x"));
        texts.add(Query.all().from(name).index(Index.local(name, "x")).after(name));
        texts.add(Codec.string().withField(name, value -> value));
        texts.add(JsonCodec.of(String.class).withFields(name));
        texts.add(named.put(name, "v", with -> {
            with.field(name, "x");
            texts.add(with);
        }));
        texts.add(new Operation("get", new Address("T", name, "k")));
        texts.add(OperationRunner.Log.line(new Operation("get", new Address("T", name, "k")), 1));
        LeaseHandle lease = new LeaseHandle(name, name, name, name, 1, Duration.ofSeconds(1));
        texts.add(lease);
        texts.add(new LeaseView(name, LeaseView.State.HELD, 1, name, Duration.ZERO, null, Duration.ZERO));
        texts.add(new LeaseLostException(lease, new LeaseEnd(LeaseEnd.Reason.RELEASED, null, null)).getMessage());
        texts.add(new InvalidCursorException("T", name).getMessage());
        return texts;
    }

    private static String printed(Throwable thrown) {
        assertThat(thrown).isNotNull();
        StringWriter text = new StringWriter();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DynaStoreException || cause instanceof RuntimeException) {
                text.append(String.valueOf(cause.getMessage()));
            }
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString().lines().filter(line -> line.startsWith("WARN forged")))
                .isEmpty();
        return text.toString();
    }

    @Test
    void ordinaryNamesAreShownAsTheyAre() {
        for (String name : List.of("order-1", "größe", "日本", "😀", "a b", "it's", "\"x\"", "")) {
            assertThat(Texts.escape(name)).isSameAs(name);
            assertThat(Texts.quote(name)).isEqualTo("'" + name + "'");
        }
    }

    @Test
    void differentNamesHaveDifferentTexts() {
        assertThat(Texts.quote("a\nb")).isEqualTo("'a\\nb'");
        assertThat(Texts.quote("a\\nb")).isEqualTo("'a\\\\nb'");
        assertThat(Texts.quote("\u001B")).isEqualTo("'\\u001B'");
        assertThat(Texts.quote("x\uD83D")).isEqualTo("'x\\uD83D'");
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        assertThat(Texts.quote("x".repeat(63) + "😀y")).isEqualTo("'" + "x".repeat(63) + "…'");
        assertThat(Texts.quote("x".repeat(62) + "😀y")).isEqualTo("'" + "x".repeat(62) + "😀…'");
        assertThat(Texts.quote("\n".repeat(100_000))).hasSize(64 * 2 + 3);
    }

    @Test
    void theAccessorsOfAnExceptionReturnTheNamesUnchanged() {
        KeyNotFoundException e = new KeyNotFoundException("T", "p\n", "k\u001B");

        assertThat(e.partition()).isEqualTo("p\n");
        assertThat(e.key()).isEqualTo("k\u001B");
    }
}
