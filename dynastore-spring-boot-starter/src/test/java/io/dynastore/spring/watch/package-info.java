@NullMarked
package io.dynastore.spring.watch;

import org.jspecify.annotations.NullMarked;
