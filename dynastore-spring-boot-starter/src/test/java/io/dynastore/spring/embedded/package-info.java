@NullMarked
package io.dynastore.spring.embedded;

import org.jspecify.annotations.NullMarked;
