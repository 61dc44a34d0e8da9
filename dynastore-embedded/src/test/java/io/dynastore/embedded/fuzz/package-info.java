/** Requests that no client would send. */
@NullMarked
package io.dynastore.embedded.fuzz;

import org.jspecify.annotations.NullMarked;
