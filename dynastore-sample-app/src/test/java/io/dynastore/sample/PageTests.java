package io.dynastore.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page in a browser: two people and their customers. */
@ExtendWith(Browser.Required.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "dynastore.table.name=PageTable")
class PageTests {
    static Browser browser;

    @Autowired
    Partition<Customer> customers;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void nobody() {
        customers.stream(Query.all()).forEach(customers::delete);
    }

    /** The browser reports each refused request; those that the tests provoke are expected. */
    @AfterEach
    void nothingWentWrong() {
        assertThat(browser.complaints())
                .allSatisfy(complaint -> assertThat(complaint).containsAnyOf("409", "412", "404"));
        browser.closeWindows();
    }

    @Test
    void aCustomerIsCreatedAndOthersSeeItWithoutReloading() {
        CustomersWindow ada = browser.open(port);
        CustomersWindow bob = browser.open(port);
        bob.sees("#nobody", "No customers yet.");

        ada.click("#new");
        ada.type("id", "acme");
        ada.type("name", "Acme");
        ada.click("#save");

        ada.sees("#told", "Created Acme.");
        ada.seesCustomers("Acme");
        bob.seesCustomers("Acme");
        assertThat(customers.get("acme").value().status()).isEqualTo("new");
    }

    @Test
    void aDoubleClickCreatesOneCustomer() {
        CustomersWindow ada = browser.open(port);

        ada.click("#new");
        ada.type("name", "Acme");
        ada.doubleClick("#save");
        ada.sees("#told", "Created Acme.");
        ada.click("#new");
        ada.type("name", "Globex");
        ada.doubleClick("#save");

        ada.sees("#told", "Created Globex.");
        ada.seesCustomers("Globex", "Acme");
        assertThat(customers.count(Query.all())).isEqualTo(2);
    }

    @Test
    void anIdThatIsTakenIsRefusedAndNothingThatWasTypedIsLost() {
        put("acme", "Acme");
        CustomersWindow ada = browser.open(port);

        ada.click("#new");
        ada.type("id", "acme");
        ada.type("name", "Another");
        ada.click("#save");
        ada.sees("#editor [role=alert]", "Customer 'acme' already exists.");
        ada.type("id", "another");
        ada.click("#save");

        ada.seesCustomers("Another", "Acme");
    }

    @Test
    void aCustomerIsEditedByKeyboardAndGetsAnExpiry() {
        put("acme", "Acme");
        CustomersWindow ada = browser.open(port);

        ada.clickIn("acme", ".edit");
        ada.type("name", "Acme Ltd");
        ada.type("status", "enabled");
        ada.type("expires", "12312099", Keys.TAB, "1030AM");
        ada.press(Keys.ENTER);

        ada.sees("#told", "Saved Acme Ltd, version 2.");
        ada.sees("[data-id=acme]", "Dec 31, 2099, 10:30 AM");
        Entry<Customer> saved = customers.get("acme");
        assertThat(saved.value().name()).isEqualTo("Acme Ltd");
        assertThat(saved.value().status()).isEqualTo("enabled");
        assertThat(saved.expires()).isEqualTo("2099-12-31T10:30:00Z");
    }

    @Test
    void anExpiryThatNobodyTouchesKeepsItsSeconds() {
        Instant expires = Instant.parse("2099-12-31T10:30:17Z");
        customers.put("acme", new Customer("Acme", "new", clock.instant()), with -> with.expiresAt(expires));
        CustomersWindow ada = browser.open(port);

        ada.clickIn("acme", ".edit");
        ada.type("name", "Acme Ltd");
        ada.click("#save");

        ada.sees("#told", "Saved Acme Ltd, version 2.");
        assertThat(customers.get("acme").expires()).isEqualTo(expires);
    }

    @Test
    void twoEditorsOfOneCustomerLoseNothing() {
        put("acme", "Acme");
        CustomersWindow ada = browser.open(port);
        CustomersWindow bob = browser.open(port);
        bob.clickIn("acme", ".edit");
        bob.type("name", "Acme of Bob");
        bob.type("expires", "12312099", Keys.TAB, "1030AM");

        ada.clickIn("acme", ".edit");
        ada.type("name", "Acme of Ada");
        ada.type("status", "enabled");
        ada.click("#save");
        ada.sees("#told", "Saved Acme of Ada, version 2.");

        bob.sees("#changed", "Somebody else has changed this customer in the meantime.");
        bob.click("#save");
        bob.sees("[data-field=name]", "changed by both");
        bob.sees("[data-field=name]", "Theirs: Acme of Ada");
        bob.sees("[data-field=name]", "Yours: Acme of Bob");
        bob.sees("[data-field=status]", "changed by them");
        bob.sees("[data-field=expires]", "changed by you");

        bob.click("#merge");
        bob.sees("#conflict", "Choose which values to keep."); // the browser requires a choice of the name
        assertThat(customers.get("acme").version()).isEqualTo(2);
        bob.choose("name", "mine");
        bob.click("#merge");

        bob.sees("#told", "Saved Acme of Bob, version 3.");
        ada.seesCustomers("Acme of Bob");
        Entry<Customer> merged = customers.get("acme");
        assertThat(merged.value().status()).isEqualTo("enabled");
        assertThat(merged.expires()).isEqualTo("2099-12-31T10:30:00Z");
    }

    @Test
    void aCustomerThatWasDeletedMeanwhileCanBeCreatedAgain() {
        put("acme", "Acme");
        CustomersWindow ada = browser.open(port);
        ada.clickIn("acme", ".edit");
        ada.type("name", "Acme Ltd");
        customers.delete("acme");

        ada.click("#save");
        ada.sees("#editor [role=alert]", "Somebody else has deleted this customer in the meantime.");
        ada.click("#save");

        ada.seesCustomers("Acme Ltd");
        assertThat(customers.get("acme").version()).isEqualTo(1);
    }

    @Test
    void pagesGoBackAndForthNewestFirst() {
        IntStream.range(0, 20).forEach(i -> put("c" + i, "Customer " + i));
        CustomersWindow ada = browser.open(port);

        ada.seesCustomers(names(19, 12));
        ada.click("#older");
        ada.seesCustomers(names(11, 4));
        ada.click("#older");
        ada.seesCustomers(names(3, 0));
        ada.sees("#page", "Page 3");
        ada.click("#newer");
        ada.click("#newer");
        ada.seesCustomers(names(19, 12));
    }

    @Test
    void aCustomerIsDeletedAsItWasSeenOrNotAtAll() {
        put("acme", "Acme");
        put("other", "Other");
        CustomersWindow ada = browser.open(port);
        ada.clickIn("acme", ".delete");
        ada.sees("#remover-title", "Delete Acme?");
        customers.put("acme", new Customer("Acme Ltd", "enabled", clock.instant()));

        ada.click("#remove");
        ada.sees("#doomed-changed", "It is now “Acme Ltd”, enabled.");
        assertThat(customers.exists("acme")).isTrue();
        ada.click("#remove");

        ada.sees("#told", "Deleted Acme Ltd.");
        ada.seesCustomers("Other");
        assertThat(customers.exists("acme")).isFalse();
    }

    private void put(String id, String name) {
        customers.put(id, new Customer(name, "new", clock.instant()));
    }

    private static String[] names(int from, int to) {
        return IntStream.rangeClosed(0, from - to)
                .mapToObj(i -> "Customer " + (from - i))
                .toArray(String[]::new);
    }
}
