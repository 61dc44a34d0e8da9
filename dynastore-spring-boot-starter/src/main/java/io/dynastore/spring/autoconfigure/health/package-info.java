/** Auto-configuration of dynastore's health indicators. */
@NullMarked
package io.dynastore.spring.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
