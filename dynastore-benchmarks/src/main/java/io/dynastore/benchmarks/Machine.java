package io.dynastore.benchmarks;

/** The machine that this runs on. */
public final class Machine {
    private Machine() {}

    /** Cores, operating system and JDK, in one line. */
    public static String description() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores + (cores == 1 ? " core, " : " cores, ") + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", JDK " + Runtime.version() + " ("
                + System.getProperty("java.vendor") + ")";
    }
}
