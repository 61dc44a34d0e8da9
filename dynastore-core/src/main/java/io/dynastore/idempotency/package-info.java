/** Operations that take effect once for each key, however often they are called. */
@NullMarked
package io.dynastore.idempotency;

import org.jspecify.annotations.NullMarked;
