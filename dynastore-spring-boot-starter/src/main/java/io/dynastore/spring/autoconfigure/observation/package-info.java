/** Auto-configuration of dynastore's observations. */
@NullMarked
package io.dynastore.spring.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
