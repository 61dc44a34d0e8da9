package io.dynastore.sample;

import static io.dynastore.sample.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Partition;
import io.dynastore.Query;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Takes the pictures of the documentation, the list with the panel and the conflict, light and dark, on a desktop and on a
 * phone, and checks that each is accessible as far as a program can tell. The pictures are written into
 * {@code target/screenshots}, or the directory that {@code -Dscreenshots=…} names.
 */
@ExtendWith(Browser.Required.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "crm.demo-customers=true",
            "dynastore.table.name=ScreenshotTable",
            "dynastore.leases.holder=crm (4711@web-1)"
        })
class ScreenshotTests {
    private static final Path DIRECTORY = Path.of(System.getProperty("screenshots", "target/screenshots"));

    private static final List<String> SCHEMES = List.of("light", "dark");

    @Autowired
    Partition<Customer> customers;

    @LocalServerPort
    int port;

    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        Clock january() {
            return Clock.fixed(Instant.parse("2099-01-31T12:00:00Z"), ZoneOffset.UTC);
        }
    }

    @Test
    void theListAndTheConflictAreAccessibleLightAndDarkOnDesktopAndPhone() {
        try (Browser browser = Browser.start()) {
            CustomersWindow ada = browser.open(port);
            ada.seesCustomers(firstPage());
            ada.sees("#role", "leader");
            ada.click("#count");
            ada.sees("#report", "18 customers");
            pictures(browser, ada, "list", "header");
            phonePictures(browser, ada, "panel", "#instance");

            ada.clickIn("rowan-records", ".edit");
            ada.type("name", "Rowan Records Ltd");
            ada.type("expires", "01312100", Keys.TAB, "1200PM");
            customers.put("rowan-records", new Customer("Rowan & Daughters", "enabled", Instant.EPOCH));
            ada.click("#save");
            ada.sees("#conflict", "changed by both");
            ada.sees("[data-field=name]", "Yours: Rowan Records Ltd");
            pictures(browser, ada, "conflict", "#conflict");
        }
        assertThat(DIRECTORY.resolve("list-light.png")).isNotEmptyFile();
        assertThat(DIRECTORY.resolve("conflict-phone-dark.png")).isNotEmptyFile();
    }

    private String[] firstPage() {
        await().until(() -> customers.exists("rowan-records"));
        return customers
                .list(Query.all().index(CustomerController.BY_CREATED).reverse().limit(8))
                .items()
                .stream()
                .map(entry -> entry.value().name())
                .toArray(String[]::new);
    }

    private static void pictures(Browser browser, CustomersWindow window, String name, String shown) {
        for (String scheme : SCHEMES) {
            browser.colorScheme(scheme);
            browser.size(1280, 800, false);
            picture(browser, window, name + "-" + scheme, shown);
        }
        phonePictures(browser, window, name, shown);
    }

    private static void phonePictures(Browser browser, CustomersWindow window, String name, String shown) {
        browser.size(390, 844, true);
        for (String scheme : SCHEMES) {
            browser.colorScheme(scheme);
            picture(browser, window, name + "-phone-" + scheme, shown);
        }
        browser.size(1280, 800, false);
    }

    private static void picture(Browser browser, CustomersWindow window, String name, String shown) {
        window.scrollTo(shown);
        window.eventually(() -> assertThat(browser.barriers()).isEmpty());
        browser.screenshot(DIRECTORY.resolve(name + ".png"));
    }
}
