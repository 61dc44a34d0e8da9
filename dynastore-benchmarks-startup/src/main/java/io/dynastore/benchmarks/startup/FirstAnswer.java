package io.dynastore.benchmarks.startup;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The end of what is measured. */
public final class FirstAnswer {
    /** The key of the entry that both applications read, in the partition and table of their configuration. */
    public static final String KEY = "c-000042";

    private static final long NANOS_PER_MILLI = 1_000_000;

    private FirstAnswer() {}

    /**
     * Says since when the process runs, what it has used so far, and ends it.
     *
     * @param value the value that was read
     */
    public static void report(String value) {
        long now = System.currentTimeMillis();
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime() / NANOS_PER_MILLI;
        int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        System.out.println("first-answer " + now + " " + cpu + " " + classes + " " + value.length());
        System.out.flush();
        // What comes after is not measured: no shutdown hooks.
        Runtime.getRuntime().halt(0);
    }
}
