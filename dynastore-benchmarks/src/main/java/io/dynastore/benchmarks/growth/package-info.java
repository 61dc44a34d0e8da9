/** What becomes of time, memory and requests as there is more to do. */
@NullMarked
package io.dynastore.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
