/** Auto-configuration of dynastore's lock registry for Spring Integration. */
@NullMarked
package io.dynastore.spring.autoconfigure.integration;

import org.jspecify.annotations.NullMarked;
