/** Auto-configuration of dynastore's meters. */
@NullMarked
package io.dynastore.spring.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
