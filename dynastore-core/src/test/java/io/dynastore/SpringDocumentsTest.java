package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documents quote the Spring code that tests of the starter compile and run. */
class SpringDocumentsTest {
    private static final Path STARTER = Path.of("../dynastore-spring-boot-starter/src/test/java");

    @Test
    void theReadmesApplicationIsTheOneThatIsRun() throws IOException {
        assertThat(Snippets.quotes("README.md"))
                .contains(Files.readString(STARTER.resolve("com/example/shop/ShopApplication.java"))
                        .stripTrailing());
    }

    @Test
    void theLeader() {
        Snippets leader = of("leader/LeaderCandidateExampleTest.java");
        leader.areQuotedIn("README.md");
        leader.areQuotedIn("docs/leases.md");
    }

    @Test
    void connections() {
        of("autoconfigure/ConnectionsExampleTest.java").areQuotedIn("docs/connections.md");
    }

    @Test
    void metrics() {
        of("observation/MetricsExampleTest.java").areQuotedIn("docs/metrics.md");
    }

    private static Snippets of(String source) {
        return Snippets.of(STARTER.resolve("io/dynastore/spring").resolve(source));
    }
}
