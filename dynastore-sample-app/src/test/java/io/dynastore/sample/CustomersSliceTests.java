package io.dynastore.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.spring.test.AutoConfigureDynaStore;
import io.dynastore.spring.test.AutoConfigureTestDynaStore;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The controller alone, with what dynastore adds to Spring MVC and a DynamoDB for tests. */
@WebMvcTest(CustomerController.class)
@AutoConfigureDynaStore
@AutoConfigureTestDynaStore
class CustomersSliceTests {
    @Autowired
    MockMvcTester mvc;

    @Autowired
    Partition<Customer> customers;

    @Autowired
    Clock clock;

    @Test
    void preconditionsEntriesAndProblemsAreThere() {
        Entry<Customer> ada = customers.create("ada", new Customer("Ada", Customer.NEW, clock.instant()));

        assertThat(mvc.get().uri("/customers/ada"))
                .hasStatusOk()
                .hasHeader(HttpHeaders.ETAG, ada.revision().toString());
        assertThat(mvc.get().uri("/customers/bob")).hasStatus(HttpStatus.NOT_FOUND);
        MvcTestResult outdated = mvc.delete()
                .uri("/customers/ada")
                .header(HttpHeaders.IF_MATCH, "\"7\"")
                .exchange();
        assertThat(outdated).hasStatus(HttpStatus.PRECONDITION_FAILED);
        assertThat(outdated.getResponse().getContentType()).startsWith("application/problem+json");
        assertThat(customers.exists("ada")).isTrue();
    }
}
