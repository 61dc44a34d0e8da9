/** The actuator endpoint {@code dynastore}. */
@NullMarked
package io.dynastore.spring.actuate;

import org.jspecify.annotations.NullMarked;
