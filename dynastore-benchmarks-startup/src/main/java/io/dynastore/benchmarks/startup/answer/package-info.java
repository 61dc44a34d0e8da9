/** What both applications say when the database has answered. */
@NullMarked
package io.dynastore.benchmarks.startup.answer;

import org.jspecify.annotations.NullMarked;
