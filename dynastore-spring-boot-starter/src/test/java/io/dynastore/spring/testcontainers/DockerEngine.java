package io.dynastore.spring.testcontainers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;

/** The Docker engine that some tests need. */
final class DockerEngine {
    private DockerEngine() {}

    /** Skips the test where none answers. */
    static void assumeAvailable() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Skipped, because no Docker engine answers: see CONTRIBUTING.md");
    }
}
