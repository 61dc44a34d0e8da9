@NullMarked
package io.dynastore.spring.autoconfigure.watch;

import org.jspecify.annotations.NullMarked;
