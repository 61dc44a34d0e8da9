/** Service connections for services of Docker Compose. */
@NullMarked
package io.dynastore.spring.docker.compose;

import org.jspecify.annotations.NullMarked;
