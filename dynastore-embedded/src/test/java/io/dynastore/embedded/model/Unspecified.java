package io.dynastore.embedded.model;

/** Thrown by the model where DynamoDB's behaviour is not documented well enough to judge the database by it. */
final class Unspecified extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unspecified(String what) {
        super(what, null, false, false);
    }
}
