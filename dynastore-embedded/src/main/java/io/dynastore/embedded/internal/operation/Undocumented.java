package io.dynastore.embedded.internal.operation;

/**
 * Behaviour that AWS does not document, so that both ways of it have to be tested.
 *
 * @param remembersCancelledTokens whether a token of a cancelled transaction gets the same cancellation again
 * @param reportsFirstFailureOnly whether a cancellation has a reason for the first action only that stood in the way
 */
public record Undocumented(boolean remembersCancelledTokens, boolean reportsFirstFailureOnly) {}
