package io.dynastore.spring.autoconfigure;

/** The tables to create at startup if they do not exist. */
public enum TableInitializationMode {
    /** The configured tables, if the embedded DynamoDB runs. */
    EMBEDDED,
    /** The configured tables, in any DynamoDB. This requires the permission to create and describe tables. */
    ALWAYS,
    /** No tables. */
    NEVER
}
