/** A function of AWS Lambda that uses dynastore without Spring. */
@NullMarked
package io.dynastore.sample.function;

import org.jspecify.annotations.NullMarked;
