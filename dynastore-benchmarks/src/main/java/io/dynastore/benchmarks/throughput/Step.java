package io.dynastore.benchmarks.throughput;

import java.util.Locale;

/** What is done to each entry, in this order, with a second get at the end. */
enum Step {
    CREATE,
    GET,
    UPDATE;

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
