package io.dynastore.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The CPU time of this process, all of its threads, those of the JVM included. */
public final class Cpu {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Cpu() {}

    /** Nanoseconds so far; on Linux in steps of 10 ms. */
    public static long nanos() {
        return SYSTEM.getProcessCpuTime();
    }
}
