/** How long applications take to start. */
@NullMarked
package io.dynastore.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
