/** The application that reads an entry by the starter's partition. */
@NullMarked
package io.dynastore.benchmarks.startup.starter;

import org.jspecify.annotations.NullMarked;
