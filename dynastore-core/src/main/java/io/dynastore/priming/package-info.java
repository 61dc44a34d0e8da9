/** Loads and runs what operations need before the first of them, for functions and services whose first answer matters. */
@NullMarked
package io.dynastore.priming;

import org.jspecify.annotations.NullMarked;
