package io.github.sqliteleak.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The HTML report of the demo in a browser. Leaves pictures in {@code target/screenshots}; with
 * {@code -Dreport.picture=FILE} that of the README is made anew.
 */
class HtmlReportIT {
    @TempDir static Path folder;

    private static ChromeDriver browser;
    private static Path demo;
    private static Path clean;
    private static Path hostile;

    private Page page;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start(Files.createDirectories(folder.resolve("profile")));
        demo = ReportPages.ofDemo(Files.createDirectories(folder.resolve("demo")));
        clean = ReportPages.ofDemo(Files.createDirectories(folder.resolve("clean")), "--clean");
        hostile = ReportPages.ofHostileReport(Files.createDirectories(folder.resolve("hostile")));
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.quit();
        }
    }

    @AfterEach
    void nothingWasBlockedOrFailed() {
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void foldsAndUnfoldsAll() {
        open(demo, Page.Look.LIGHT);

        page.one("#fold").click();
        assertThat(page.shown("#sites .body")).isEmpty();
        assertThat(page.one("#said").getText()).isEqualTo("All folded");
        page.one("#unfold").click();
        assertThat(page.shown("#sites .body")).hasSize(6);
    }

    @Test
    void filtersSitesTheirRowsAndDatabases() {
        open(demo, Page.Look.LIGHT);

        page.one("#filter").sendKeys("NIGHTLYJOB Archive");
        assertThat(page.shown("#sites .site")).hasSize(1);
        assertThat(page.shown("#time li[data-of]")).hasSize(1);
        assertThat(page.one("#said").getText()).isEqualTo("1 of 8 shown");
        page.one("#filter").clear();
        page.one("#filter").sendKeys("archive.db");
        assertThat(page.shown("#databases li")).hasSize(1);
        page.one("#filter").sendKeys(" not there");
        assertThat(page.shown("#sites")).isEmpty();
        page.one("#filter").sendKeys(Keys.ESCAPE);
        assertThat(page.shown("#sites .site")).hasSize(6);
    }

    @Test
    void copiesTheFingerprintWithoutAMouse() {
        open(demo, Page.Look.LIGHT);
        WebElement button = page.one("#site-1 .copy");
        String fingerprint = page.one("#site-1 .print code").getText();
        assertThat(fingerprint).matches("fp:[0-9a-f]{16}");

        page.run("document.querySelector('#site-1 .copy').focus()");
        page.press(Keys.ENTER);

        await(
                "return document.getElementById('said').textContent === 'Copied: ' + "
                        + "document.querySelector('#site-1 .print code').textContent");
        assertThat(page.focused()).isEqualTo(button);
        page.press("/");
        page.paste();
        assertThat(page.one("#filter").getDomProperty("value")).isEqualTo(fingerprint);
        assertThat(page.shown("#sites .site")).hasSize(1);
        page.one("#filter").clear();
        page.one("#filter").sendKeys(fingerprint.substring("fp:".length()));
        assertThat(page.shown("#sites .site")).hasSize(1);
        page.one("#filter").sendKeys("0");
        assertThat(page.shown("#sites .site")).isEmpty();
    }

    @Test
    void goesFromTheTimeLineToTheSiteByKeys() {
        open(demo, Page.Look.LIGHT);
        page.one("#fold").click();

        page.run("document.querySelector('#time a[href=\"#site-2\"]').focus()");
        page.press(Keys.ENTER);

        await("return document.activeElement.closest('#site-2') !== null");
        assertThat(page.shown("#site-2 .body")).hasSize(1);
        assertThat(page.shown("#site-1 .body")).isEmpty();
        page.press(Keys.SPACE);
        assertThat(page.shown("#site-2 .body")).isEmpty();
    }

    @Test
    void isReachedByTabInItsOrder() {
        open(demo, Page.Look.LIGHT);

        page.press(Keys.TAB);
        assertThat(page.focused().getText()).isEqualTo("Skip to the findings");
        page.press(Keys.TAB);
        assertThat(page.focused().getText()).isEqualTo("Time line");
    }

    @Test
    void canBeReadWithoutItsScript() {
        browser.executeCdpCommand(
                "Emulation.setScriptExecutionDisabled", java.util.Map.of("value", true));
        try {
            open(demo, Page.Look.LIGHT);

            assertThat(page.shown(".acts, .copy")).isEmpty();
            assertThat(page.shown("#site-1 .stack")).isNotEmpty();
            page.one("#site-1 > details > summary").click();
            assertThat(page.shown("#site-1 .stack")).isEmpty();
        } finally {
            browser.executeCdpCommand(
                    "Emulation.setScriptExecutionDisabled", java.util.Map.of("value", false));
        }
    }

    @Test
    void unfoldsItselfForPrintOnly() {
        open(demo, Page.Look.LIGHT);
        page.one("#fold").click();

        page.run("window.dispatchEvent(new Event('beforeprint'))");
        assertThat(page.all("details:not([open])")).isEmpty();
        page.run("window.dispatchEvent(new Event('afterprint'))");
        assertThat(page.shown("#sites .body")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hasNoBarriers(Page.Look look) {
        for (Path report : List.of(demo, clean, hostile)) {
            open(report, look);
            photograph(report, look);

            assertThat(page.barriers()).as("%s, %s", report, look).isEmpty();
            page.run("document.querySelectorAll('details').forEach(d => d.open = true)");
            assertThat(page.barriers()).as("%s, %s, unfolded", report, look).isEmpty();
            assertThat(page.run("return document.documentElement.scrollWidth <= innerWidth"))
                    .as("%s, %s: nothing is wider than the page", report, look)
                    .isEqualTo(true);
        }
    }

    @Test
    void showsHostileTextAsText() {
        open(hostile, Page.Look.LIGHT);
        page.run(
                "document.querySelectorAll('[onclick], summary, td, code').forEach(e => e.click())");

        assertThat(page.run("return window.hacked === undefined")).isEqualTo(true);
        assertThat(page.all("img, main script")).isEmpty();
        page.run("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertThat(page.one("#aside .site td[data-l=thread]").getText())
                .isEqualTo(HostileReport.MARKUP);
        assertThat(page.one(".note").getText()).contains("leaks-2-2-2.json");
    }

    @Test
    void saysWhenNothingLeaked() {
        open(clean, Page.Look.LIGHT);

        assertThat(page.one("h1").getText()).isEqualTo("Nothing leaked");
        assertThat(page.shown("#time, #sites, #databases")).isEmpty();
    }

    @Test
    void makesThePictureOfTheReadme() throws Exception {
        open(demo, Page.Look.LIGHT);
        Path picture = page.photograph(screenshot("readme.png"), 1150);

        assertThat(Files.size(picture)).isBetween(20_000L, 400_000L);
        String target = System.getProperty("report.picture");
        if (target != null) {
            Files.copy(picture, Path.of(target), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void open(Path report, Page.Look look) {
        page = new Page(browser, report, look);
    }

    private void photograph(Path report, Page.Look look) {
        String name = report.getParent().getFileName() + "-" + look;
        page.photograph(screenshot(name.toLowerCase(Locale.ROOT) + ".png"), 0);
    }

    private static Path screenshot(String name) {
        return Path.of(System.getProperty("screenshots"), name);
    }

    private void await(String condition) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!Boolean.TRUE.equals(page.run(condition))) {
            assertThat(System.nanoTime()).as(condition).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
