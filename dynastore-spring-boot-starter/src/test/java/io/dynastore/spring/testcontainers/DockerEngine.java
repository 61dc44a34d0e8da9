package io.dynastore.spring.testcontainers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** The Docker engine that some tests need. */
final class DockerEngine {
    /** The embedded DynamoDB in a container, built by .ci/run; nowhere to be pulled from. */
    static final DockerImageName IMAGE = DockerImageName.parse("docker.io/dynastore/embedded:test")
            .asCompatibleSubstituteFor("amazon/dynamodb-local");

    private DockerEngine() {}

    /** Skips the test where none answers. */
    static void assumeAvailable() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Skipped, because no Docker engine answers: see CONTRIBUTING.md");
    }

    /** Skips the test where none answers, or it does not have the image. */
    static void assumeHasImage() {
        assumeAvailable();
        assumeTrue(hasImage(), "Skipped, because the image " + IMAGE + " is not built: see CONTRIBUTING.md");
    }

    private static boolean hasImage() {
        try {
            return DockerClientFactory.lazyClient()
                            .inspectImageCmd(IMAGE.asCanonicalNameString())
                            .exec()
                    != null;
        } catch (NotFoundException e) {
            return false;
        }
    }
}
