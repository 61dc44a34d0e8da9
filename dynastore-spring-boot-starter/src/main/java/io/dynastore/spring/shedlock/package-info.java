/** A lock provider of ShedLock that uses leases. */
@NullMarked
package io.dynastore.spring.shedlock;

import org.jspecify.annotations.NullMarked;
