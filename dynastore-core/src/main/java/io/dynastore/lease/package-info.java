/**
 * Coordination on DynamoDB: leases with fencing tokens, and built on them leader election and work claims.
 *
 * <p>Start at {@link io.dynastore.lease.Leases}.
 */
@NullMarked
package io.dynastore.lease;

import org.jspecify.annotations.NullMarked;
