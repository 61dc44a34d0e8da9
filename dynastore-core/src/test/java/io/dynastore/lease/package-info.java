/** Tests of the leases, mostly in simulated time: no test waits for a clock. */
@NullMarked
package io.dynastore.lease;

import org.jspecify.annotations.NullMarked;
