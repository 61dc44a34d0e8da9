package io.dynastore.spring.autoconfigure;

/** The tables to create at startup if they do not exist. */
public enum TableInitializationMode {
    /** The configured tables, if the embedded DynamoDB runs. */
    EMBEDDED,
    /** The configured tables, in any DynamoDB. This requires the permission to create and describe tables. */
    ALWAYS,
    /**
     * The configured tables, if the embedded DynamoDB runs. In another one they have to exist as they are configured, or the
     * application does not start. This requires the permission to describe tables.
     */
    VALIDATE,
    /** No tables. */
    NEVER
}
