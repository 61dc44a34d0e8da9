/** The limits of throughput. Not part of the API. */
@NullMarked
package io.dynastore.embedded.internal.throughput;

import org.jspecify.annotations.NullMarked;
