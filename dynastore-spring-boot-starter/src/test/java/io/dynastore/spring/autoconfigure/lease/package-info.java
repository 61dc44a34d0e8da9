@NullMarked
package io.dynastore.spring.autoconfigure.lease;

import org.jspecify.annotations.NullMarked;
