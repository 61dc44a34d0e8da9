@NullMarked
package io.dynastore.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
