/** Service connections to services that Docker Compose runs. */
@NullMarked
package io.dynastore.spring.docker.compose;

import org.jspecify.annotations.NullMarked;
