package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.cost.Stage.Sample;

/**
 * A row of the table.
 *
 * @param title what it is called
 * @param waits whether it is of interest how long it takes
 * @param runs how many times it is played
 * @param play what is done and measured
 */
record Scenario(String title, boolean waits, int runs, Play play) {
    /** Where little or nothing is left to chance. */
    static final int FEW = 5;

    Scenario(String title, boolean waits, Play play) {
        this(title, waits, FEW, play);
    }

    /** What is done in a scenario, once. What does not end as the scenario's title says throws. */
    interface Play {
        /**
         * Plays it.
         *
         * @throws UnsupportedOperationException if the contender cannot do it
         */
        Sample on(Stage stage) throws InterruptedException;
    }
}
