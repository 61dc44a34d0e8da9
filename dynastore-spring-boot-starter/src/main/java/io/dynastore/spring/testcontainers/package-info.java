/** Service connections to containers that Testcontainers runs. */
@NullMarked
package io.dynastore.spring.testcontainers;

import org.jspecify.annotations.NullMarked;
