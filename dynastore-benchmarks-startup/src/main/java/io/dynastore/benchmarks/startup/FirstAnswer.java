package io.dynastore.benchmarks.startup;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The first answer of the database, which ends the measurement. */
final class FirstAnswer {
    /** The key of the entry that both applications read. */
    static final String KEY = "c-000042";

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Prints the time, the CPU time so far and the number of loaded classes, and ends the process. */
    static void report(String value) {
        long now = System.currentTimeMillis();
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime() / NANOS_PER_MILLI;
        int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        System.out.println("figures " + now + " " + cpu + " " + classes + " " + value.length());
        System.out.flush();
        // Shutdown hooks are not measured.
        Runtime.getRuntime().halt(0);
    }
}
