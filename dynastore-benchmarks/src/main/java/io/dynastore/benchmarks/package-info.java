/** Benchmarks that compare dynastore with other clients of DynamoDB, and what their reports have in common. */
@NullMarked
package io.dynastore.benchmarks;

import org.jspecify.annotations.NullMarked;
