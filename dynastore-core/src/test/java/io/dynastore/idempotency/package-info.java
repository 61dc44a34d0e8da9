/** Tests of idempotent operations. */
@NullMarked
package io.dynastore.idempotency;

import org.jspecify.annotations.NullMarked;
