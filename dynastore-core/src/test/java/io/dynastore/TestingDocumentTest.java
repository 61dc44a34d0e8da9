package io.dynastore;

import org.junit.jupiter.api.Test;

/** The document of the test starter, whose examples run in its own tests. Here, where the tool is, and not once more there. */
class TestingDocumentTest {
    private static final String MODULE = "dynastore-spring-boot-starter-test";
    private static final String DOCUMENT = "docs/testing.md";

    @Test
    void theSliceIsQuotedAndShort() {
        Snippets slice = Snippets.of(MODULE, "com.example.shop.CustomerRepositoryTest");
        slice.areQuotedIn(DOCUMENT);
        slice.areShorterThan(40);
    }

    @Test
    void theOthersAreQuoted() {
        Snippets.of(MODULE, "com.example.shop.IsolationTest").areQuotedIn(DOCUMENT);
        Snippets.of(MODULE, "com.example.shop.TimeTest").areQuotedIn(DOCUMENT);
        Snippets.of(MODULE, "com.example.shop.WholeApplicationTest").areQuotedIn(DOCUMENT);
        Snippets.of(MODULE, "io.dynastore.spring.test.TestTimeTest").areQuotedIn(DOCUMENT);
    }
}
