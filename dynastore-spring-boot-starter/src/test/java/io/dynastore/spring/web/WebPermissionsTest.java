package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.spring.Policy;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Controllers that read and write on conditions need no more than the policy for entries allows. */
class WebPermissionsTest {
    private static final String JSON = "{\"name\":\"Bea\",\"since\":\"2026-02-01\"}";

    @Test
    void conditionalRequestsNeedThePolicyForEntries() {
        try (WebApplication application = WebApplication.start(CustomerController.class)) {
            String tag = application
                    .customers()
                    .create("ada", Customer.ADA)
                    .revision()
                    .toString();
            Policy policy = Policy.of("Entries").only("GetItem", "UpdateItem", "DeleteItem");
            policy.enforce(application.database());

            assertThat(application.get("/customers/ada", "If-None-Match", tag).statusCode())
                    .isEqualTo(304);
            HttpResponse<String> replaced = application.send("PUT", "/customers/ada", JSON, "If-Match", tag);
            assertThat(replaced.statusCode()).isEqualTo(200);
            assertThat(application
                            .send("PATCH", "/customers/ada", "\"Cy\"", "If-Match", "\"7\"")
                            .statusCode())
                    .isEqualTo(412);
            assertThat(application
                            .send("PATCH", "/customers/ada", "\"Cy\"", "If-Match", "*")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(application
                            .send("DELETE", "/customers/ada", null, "If-Match", "*")
                            .statusCode())
                    .isEqualTo(204);
            policy.assertThatItIsNeeded(application.database());

            new Policy(Set.of()).enforce(application.database());
            assertThat(application.get("/customers/ada").statusCode()).isEqualTo(503);
        }
    }
}
