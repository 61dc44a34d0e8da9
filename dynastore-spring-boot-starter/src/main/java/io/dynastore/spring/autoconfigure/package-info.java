/** Auto-configuration of dynastore for Spring Boot. */
@NullMarked
package io.dynastore.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
