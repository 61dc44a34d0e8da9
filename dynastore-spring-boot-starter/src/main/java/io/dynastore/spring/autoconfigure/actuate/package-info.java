/** Auto-configuration of dynastore's actuator endpoint. */
@NullMarked
package io.dynastore.spring.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
