package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import io.dynastore.jackson.JsonCodec;
import io.dynastore.jackson.JsonFields;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** No stored value is in the message of an exception, its causes and what they suppress, however it is printed. */
class WithheldMessagesTest {
    private static final String SECRET = "hunter2";

    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    enum Color {
        RED
    }

    record Name(String value) {
        @JsonCreator
        Name {
            if (value.contains(SECRET)) {
                throw new IllegalArgumentException("not a name: " + value, new IllegalStateException(value));
            }
        }
    }

    record Person(
            Name name,
            Integer age,
            LocalDate born,
            Instant seen,
            Color color,
            List<Integer> marks,
            Map<String, Integer> scores,
            @JsonFormat(pattern = "dd.MM.yyyy") LocalDate since) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"hunter2\"}",
                "{\"age\":\"hunter2\"}",
                "{\"born\":\"hunter2\"}",
                "{\"seen\":\"hunter2\"}",
                "{\"color\":\"hunter2\"}",
                "{\"marks\":[1,\"hunter2\"]}",
                "{\"scores\":{\"hunter2\":\"hunter2\"}}",
                "{\"since\":\"hunter2\"}",
                "{\"age\":hunter2}",
                "hunter2",
                "[\"hunter2\"]",
                "{\"age\":1}hunter2",
                "{\"age\":1e400000000, \"name\":\"hunter2\"}"
            })
    void whatJacksonSaysOfADocumentIsWithheld(String json) {
        partition.put("k", json);
        for (JsonMapper mapper : List.of(
                JsonMapper.shared(),
                JsonMapper.builder()
                        .disable(DeserializationFeature.WRAP_EXCEPTIONS)
                        .build(),
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(tools.jackson.core.StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build())) {
            assertWithheld(
                    () -> partition.as(JsonCodec.of(Person.class, mapper)).get("k"));
            assertWithheld(
                    () -> partition.as(JsonCodec.of(Person.class, mapper)).list(Query.all()));
        }
    }

    static List<Function<String, Object>> codecs() {
        return List.of(
                Integer::parseInt,
                Instant::parse,
                Color::valueOf,
                text -> {
                    IllegalStateException e = new IllegalStateException("cannot read " + text);
                    e.addSuppressed(new IllegalArgumentException(text));
                    throw e;
                },
                text -> {
                    throw new CodecException("not readable", new IllegalArgumentException(text));
                },
                text -> {
                    throw new IllegalStateException(new IllegalArgumentException(text, new RuntimeException(text)));
                });
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void whatACodecThrowsIsWithheld(Function<String, Object> parse) {
        partition.put("k", SECRET);
        Codec<String> decoding = new Codec<>() {
            @Override
            public AttributeValue encode(String value) {
                return s(parse.apply(value).toString());
            }

            @Override
            public String decode(AttributeValue payload) {
                return parse.apply(payload.s()).toString();
            }
        };
        Partition<String> view = partition.as(decoding);

        assertWithheld(() -> view.get("k"));
        assertWithheld(() -> view.find("k"));
        assertWithheld(() -> view.findAll(List.of("k")));
        assertWithheld(() -> view.list(Query.all()));
        assertWithheld(() -> view.stream(Query.all()).forEach(entry -> {}));
        assertWithheld(() -> view.put("k", SECRET));
        assertWithheld(() -> view.modify("k", value -> value));
        assertWithheld(() -> partition.as(Codec.string().withField("f", parse)).put("k", SECRET));
        assertThat(partition.as(decoding.tolerant()).get("k").value().problem()).satisfies(this::isWithheld);
    }

    @Test
    void whatIsSaidOfAMalformedAttributeIsWithheld() {
        for (Map<String, AttributeValue> item : List.of(
                Map.of("version", n("98765432109876543210"), "payload", s("v")),
                Map.of("version", n("7.65432109876543210"), "payload", s("v")),
                Map.of("version", s("98765432109876543210"), "payload", s("v")),
                Map.of("version", n(1), "expires", n("98765432109876543210"), "payload", s("v")),
                Map.of("version", n(1), "expires", n("9876543210987654321"), "payload", s("v")))) {
            store.putItem("k", item);
            DynaStoreException e =
                    catchThrowableOfType(DynaStoreException.class, () -> partition.read(store.item("k")));
            if (e != null) {
                assertThat(printed(e)).doesNotContain("98765", "65432");
            }
        }
    }

    @Test
    void whatIsSaidOfFieldsIsWithheld() {
        JsonFields<Person> fields = JsonFields.of(Person.class);

        assertWithheld(() -> fields.decode(Map.of("age", s(SECRET))));
        assertWithheld(() -> fields.decode(Map.of("born", s(SECRET))));
        assertWithheld(() -> fields.decode(Map.of("name", s(SECRET))));
        assertWithheld(() -> JsonFields.of(Loud.class).encode(new Loud()));
        assertWithheld(() -> partition.as(JsonCodec.of(Loud.class)).put("k", new Loud()));
        assertWithheld(
                () -> partition.as(JsonCodec.of(Loud.class).withFields("text")).put("k", new Loud()));
    }

    static final class Loud {
        @SuppressWarnings("DoNotCallSuggester")
        public String getText() {
            throw new IllegalStateException("my value is " + SECRET);
        }
    }

    @Test
    void theTypeThePathAndTheStackTraceOfTheCauseAreKept() {
        partition.put("k", "{\"marks\":[1,\"hunter2\"]}");
        CodecException e = catchThrowableOfType(
                CodecException.class,
                () -> partition.as(JsonCodec.of(Person.class)).get("k"));

        assertThat(e).hasMessageContainingAll("InvalidFormatException", "'marks'", "[1]", "line 1", "'k'");
        assertThat(printed(e)).contains("tools.jackson.databind.exc.InvalidFormatException", "at tools.jackson");
    }

    private void assertWithheld(Runnable action) {
        isWithheld(catchThrowableOfType(DynaStoreException.class, action::run));
    }

    private void isWithheld(Throwable e) {
        assertThat(e).isNotNull();
        assertThat(printed(e)).doesNotContain(SECRET);
    }

    private static String printed(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
