/** Tests of the function. */
@NullMarked
package io.dynastore.sample.function;

import org.jspecify.annotations.NullMarked;
