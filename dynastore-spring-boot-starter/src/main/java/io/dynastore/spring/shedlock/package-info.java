/** The locks of ShedLock, on leases. */
@NullMarked
package io.dynastore.spring.shedlock;

import org.jspecify.annotations.NullMarked;
