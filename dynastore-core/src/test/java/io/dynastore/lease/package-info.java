/** Tests of the leases, in simulated time as far as possible; those of processes, threads and many leases are in real time. */
@NullMarked
package io.dynastore.lease;

import org.jspecify.annotations.NullMarked;
