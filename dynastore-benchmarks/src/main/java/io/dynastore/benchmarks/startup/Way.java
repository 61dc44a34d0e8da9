package io.dynastore.benchmarks.startup;

/** How an application is started. */
enum Way {
    AS_IT_IS("as it is"),
    AHEAD_OF_TIME("processed ahead of time");

    private final String title;

    Way(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
