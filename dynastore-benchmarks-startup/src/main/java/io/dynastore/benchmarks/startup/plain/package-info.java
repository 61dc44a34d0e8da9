/** The application that reads an entry by the SDK's client. */
@NullMarked
package io.dynastore.benchmarks.startup.plain;

import org.jspecify.annotations.NullMarked;
