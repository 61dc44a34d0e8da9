package io.dynastore.idempotency;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is recorded of an operation that is done.
 *
 * @param kind the kind of result
 * @param payload the encoded result
 * @param failure the name of the class of an exception; null if the result is none
 */
record Recorded(Kind kind, AttributeValue payload, @Nullable String failure) {
    private static final AttributeValue NULL = AttributeValue.fromNul(true);

    static final Recorded NOTHING = new Recorded(Kind.NONE, NULL, null);
    static final Recorded NOT_KEPT = new Recorded(Kind.NOT_KEPT, NULL, null);

    /** The kinds of results, with the texts that are stored. */
    enum Kind {
        VALUE("value"),
        NONE("none"),
        FAILURE("failure"),
        NOT_KEPT("notKept");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        static @Nullable Kind of(String text) {
            for (Kind kind : values()) {
                if (kind.text.equals(text)) {
                    return kind;
                }
            }
            return null;
        }
    }

    static Recorded value(AttributeValue payload) {
        return new Recorded(Kind.VALUE, payload, null);
    }

    static Recorded failure(String type, String text) {
        return new Recorded(Kind.FAILURE, AttributeValue.fromS(text), type);
    }

    boolean isKept() {
        return kind != Kind.NOT_KEPT;
    }
}
