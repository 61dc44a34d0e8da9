/** Service connections for containers of Testcontainers. */
@NullMarked
package io.dynastore.spring.testcontainers;

import org.jspecify.annotations.NullMarked;
