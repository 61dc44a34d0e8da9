/** How many operations a second there are, and how long they take. */
@NullMarked
package io.dynastore.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
