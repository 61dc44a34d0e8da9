package io.dynastore.benchmarks.cost;

/**
 * A row of the table of entries.
 *
 * @param title what it is called
 * @param play what is done and measured
 * @param original what the Go original does
 */
record EntryScenario(String title, Play play, GoOriginal original) {
    /** What is done in a scenario. What does not end as the scenario's title says throws. */
    interface Play {
        /**
         * Plays it.
         *
         * @throws UnsupportedOperationException if the contender does not offer it
         */
        Cost on(EntryStage stage);
    }
}
