@NullMarked
package io.dynastore.spring.docker.compose;

import org.jspecify.annotations.NullMarked;
