package io.dynastore.embedded.internal.throughput;

/** The limits that a request can exceed, with the names that DynamoDB gives them in throttling reasons. */
public enum Limit {
    PROVISIONED("ProvisionedThroughputExceeded"),
    MAX_ON_DEMAND("MaxOnDemandThroughputExceeded"),
    ACCOUNT("AccountLimitExceeded"),
    KEY_RANGE("KeyRangeThroughputExceeded");

    private final String reason;

    Limit(String reason) {
        this.reason = reason;
    }

    /** {@return the end of the throttling reason, after the resource and the kind of operation} */
    public String reason() {
        return reason;
    }
}
