/** Idempotent operations by an annotation. */
@NullMarked
package io.dynastore.spring.idempotency;

import org.jspecify.annotations.NullMarked;
