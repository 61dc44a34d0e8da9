/** The applications whose start is measured: with the starter and without. */
@NullMarked
package io.dynastore.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
