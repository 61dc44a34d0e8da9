/**
 * Feeds of changes: every change of an entry, read from the table's DynamoDB stream, once for each group of processes.
 *
 * <p>Start at {@link io.dynastore.watch.ChangeFeed}.
 */
@NullMarked
package io.dynastore.watch;

import org.jspecify.annotations.NullMarked;
