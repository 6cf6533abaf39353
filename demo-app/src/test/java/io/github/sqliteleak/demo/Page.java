package io.github.sqliteleak.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** An HTML report in a browser. */
final class Page {
    private static final String AXE = resource("/axe.min.js");

    private final ChromeDriver browser;

    /** How the page is looked at. */
    enum Look {
        LIGHT(1200, "light"),
        DARK(1200, "dark"),
        NARROW(360, "light"),
        NARROW_DARK(360, "dark");

        private final int width;
        private final String scheme;

        Look(int width, String scheme) {
            this.width = width;
            this.scheme = scheme;
        }
    }

    Page(ChromeDriver browser, Path file, Look look) {
        this.browser = browser;
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", look.scheme))));
        size(look.width, 900);
        browser.get("about:blank");
        browser.get(file.toUri().toString());
    }

    private void size(int width, int height) {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    List<WebElement> all(String selector) {
        return browser.findElements(By.cssSelector(selector));
    }

    /** Those that can be seen. */
    List<WebElement> shown(String selector) {
        return all(selector).stream().filter(WebElement::isDisplayed).toList();
    }

    WebElement one(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    /** Types where the focus is. */
    void press(CharSequence... keys) {
        new Actions(browser).sendKeys(keys).perform();
    }

    void paste() {
        new Actions(browser).keyDown(Keys.CONTROL).sendKeys("v").keyUp(Keys.CONTROL).perform();
    }

    WebElement focused() {
        return browser.switchTo().activeElement();
    }

    Object run(String script) {
        return browser.executeScript(script);
    }

    /** What the browser complained of, blocked scripts among it. */
    List<String> complaints() {
        return browser.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getMessage())
                .toList();
    }

    /** What axe finds wrong, a line each. */
    @SuppressWarnings("unchecked")
    List<String> barriers() {
        browser.executeScript(AXE);
        return (List<String>)
                browser.executeAsyncScript(
                        """
                        const done = arguments[arguments.length - 1];
                        axe.run(document, {resultTypes: ['violations']}).then(
                          result => done(result.violations.flatMap(v => v.nodes.map(
                            node => v.id + ': ' + v.help + ': ' + node.html.slice(0, 200)
                              + ' ' + node.failureSummary))),
                          error => done(['axe failed: ' + error]));
                        """);
    }

    /** Of the first so many pixels, or of the whole page with 0. */
    Path photograph(Path file, int height) {
        int width = ((Number) run("return innerWidth")).intValue();
        int whole = ((Number) run("return document.documentElement.scrollHeight")).intValue();
        size(width, height == 0 ? whole : height);
        run("scrollTo({top: 0, behavior: 'instant'})");
        String png = (String) cdp("Page.captureScreenshot", Map.of("format", "png")).get("data");
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, Base64.getDecoder().decode(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        return browser.executeCdpCommand(command, parameters);
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
