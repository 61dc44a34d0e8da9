package io.dynastore.spring.autoconfigure;

/** Which tables to create at startup where they do not exist. */
public enum TableInitializationMode {
    /** Those of the embedded DynamoDB. */
    EMBEDDED,
    /** Those of any DynamoDB; needs the permission to create and describe tables. */
    ALWAYS,
    /** None. */
    NEVER
}
