/** Auto-configuration of dynastore's lock provider for ShedLock. */
@NullMarked
package io.dynastore.spring.autoconfigure.shedlock;

import org.jspecify.annotations.NullMarked;
