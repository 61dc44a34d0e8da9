package io.dynastore.benchmarks.overhead;

/**
 * What an operation costs in one fork: the mean of its iterations.
 *
 * @param cpuMicros CPU time of an operation in microseconds
 * @param bytes bytes that an operation allocates
 */
record Figures(double cpuMicros, double bytes) {}
