/**
 * Coordination of processes on DynamoDB: leases with fencing tokens, and leader election and work claims built on them.
 *
 * <p>Start at {@link io.dynastore.lease.Leases}.
 */
@NullMarked
package io.dynastore.lease;

import org.jspecify.annotations.NullMarked;
