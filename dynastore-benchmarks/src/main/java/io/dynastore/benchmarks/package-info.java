/** What dynastore costs, measured, and written to the documentation. A package for each kind of measurement. */
@NullMarked
package io.dynastore.benchmarks;

import org.jspecify.annotations.NullMarked;
