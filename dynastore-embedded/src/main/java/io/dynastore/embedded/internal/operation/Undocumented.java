package io.dynastore.embedded.internal.operation;

/**
 * The settings for behaviour that AWS does not document, so that applications have to be tested with both.
 *
 * @param remembersCancelledTokens whether the token of a cancelled transaction gets the same cancellation again
 * @param reportsFirstFailureOnly whether a cancellation has a reason only for the first action that failed
 */
public record Undocumented(boolean remembersCancelledTokens, boolean reportsFirstFailureOnly) {}
