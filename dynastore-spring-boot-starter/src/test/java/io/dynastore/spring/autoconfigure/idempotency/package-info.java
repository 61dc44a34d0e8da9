@NullMarked
package io.dynastore.spring.autoconfigure.idempotency;

import org.jspecify.annotations.NullMarked;
