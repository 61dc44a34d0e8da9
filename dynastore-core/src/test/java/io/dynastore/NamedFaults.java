package io.dynastore;

import io.dynastore.embedded.Fault;

/** Faults as the tables of outcomes name them. */
final class NamedFaults {
    private NamedFaults() {}

    static Fault of(String name) {
        return switch (name) {
            case "PASS" -> Fault.pass();
            case "LOSE_REPLY" -> Fault.loseReply();
            case "DROP" -> Fault.drop();
            case "SERVER_ERROR" -> Fault.internalServerError();
            case "SERVER_ERROR_AFTER" -> Fault.internalServerError().afterExecution();
            case "THROTTLE" -> Fault.throughputExceeded();
            case "TRANSACTION_CONFLICT" -> Fault.transactionConflict();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
