/** What the client itself costs: CPU time and allocation of an operation when DynamoDB answers at once. */
@NullMarked
package io.dynastore.benchmarks.overhead;

import org.jspecify.annotations.NullMarked;
