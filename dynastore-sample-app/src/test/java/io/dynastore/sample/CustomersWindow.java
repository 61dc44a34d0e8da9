package io.dynastore.sample;

import static io.dynastore.sample.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/** A window with the page, as a patient user operates it. The page changes by itself, so elements are looked up each time. */
final class CustomersWindow {
    private final WebDriver driver;
    private final String handle;

    CustomersWindow(WebDriver driver, String handle) {
        this.driver = driver;
        this.handle = handle;
    }

    /** Repeats an attempt until it succeeds. */
    void eventually(ThrowingRunnable attempt) {
        await().ignoreExceptionsInstanceOf(WebDriverException.class).untilAsserted(() -> {
            driver.switchTo().window(handle);
            attempt.run();
        });
    }

    void click(String css) {
        eventually(() -> find(css).click());
    }

    /** Clicks twice, so quickly that the page has not changed in between. */
    void doubleClick(String css) {
        eventually(() ->
                ((JavascriptExecutor) driver).executeScript("arguments[0].click(); arguments[0].click()", find(css)));
    }

    void clickIn(String id, String css) {
        click("[data-id='" + id + "'] " + css);
    }

    void scrollTo(String css) {
        eventually(() -> ((JavascriptExecutor) driver).executeScript("arguments[0].scrollIntoView()", find(css)));
    }

    void type(String field, CharSequence... keys) {
        eventually(() -> {
            WebElement input = find("#form [name=" + field + "]");
            if ("text".equals(input.getDomProperty("type"))) {
                // Selected and replaced by typing: clear() fires no input event, so when the page renders again, the
                // old text returns.
                input.sendKeys(Keys.chord(Keys.CONTROL, "a"));
            }
            input.sendKeys(keys);
        });
    }

    /** Chooses a side of a conflict. */
    void choose(String field, String side) {
        click("[data-field=" + field + "] input[value=" + side + "]");
    }

    void press(Keys key) {
        eventually(() -> driver.switchTo().activeElement().sendKeys(key));
    }

    void sees(String css, String text) {
        eventually(() -> assertThat(text(css)).contains(text));
    }

    void seesNo(String css) {
        eventually(() -> assertThat(driver.findElements(By.cssSelector(css)))
                .filteredOn(WebElement::isDisplayed)
                .isEmpty());
    }

    void seesCustomers(String... names) {
        eventually(() -> assertThat(names()).containsExactly(names));
    }

    List<String> names() {
        return driver.findElements(By.cssSelector("#customers tbody th")).stream()
                .map(cell -> cell.getText().lines().findFirst().orElse(""))
                .toList();
    }

    String text(String css) {
        return find(css).getText();
    }

    private WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }
}
