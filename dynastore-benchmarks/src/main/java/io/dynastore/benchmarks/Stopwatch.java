package io.dynastore.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The wall-clock time and the CPU time of this process since it was created. The threads of the JVM count. Immutable. */
final class Stopwatch {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final double NANOS_PER_MICRO = 1_000;

    private final long cpu = SYSTEM.getProcessCpuTime();
    private final long start = System.nanoTime();

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Returns the elapsed microseconds. */
    double micros() {
        return (System.nanoTime() - start) / NANOS_PER_MICRO;
    }

    /** Returns the microseconds of CPU time, which grows in steps of 10 ms on Linux. */
    double cpuMicros() {
        return (SYSTEM.getProcessCpuTime() - cpu) / NANOS_PER_MICRO;
    }
}
