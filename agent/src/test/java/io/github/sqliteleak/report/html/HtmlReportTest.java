package io.github.sqliteleak.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.Judgements;
import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakTest;
import io.github.sqliteleak.report.Locks;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The page as a parser of HTML sees it; what a browser makes of it is tested with the demo. */
class HtmlReportTest {
    private static final HtmlReport HTML = new HtmlReport("/work");

    @Test
    void saysInOneLineWhenNothingLeaked() {
        Document page = page(Judgements.clean());

        assertThat(page.title()).startsWith("Nothing leaked");
        assertThat(page.select(".tiles").text())
                .isEqualTo("opened 12 closed 12 leaked 0 open at one time 4");
        assertThat(page.select("main > section").eachAttr("id")).containsExactly("jvms");
    }

    @Test
    void showsEachSiteWithWhatItHeldAndWhatToDo() {
        Document page = page(Judgements.ofEachStatus());

        assertThat(page.select("h1").text())
                .isEqualTo("3 connections leaked at 2 sites, 1 of them new");
        Element site = page.selectFirst("#sites .site");
        assertThat(site.select("summary").first().text())
                .isEqualTo(
                        "Repo.load Repo.java:42 open transaction 1 connection, still open after"
                                + " the test");
        assertThat(site.select(".body > .facts").text())
                .isEqualTo(
                        "tests com.example.RepoTest#loads()"
                                + " database data/app.db"
                                + " opened 2026-11-20 12:00:01 UTC by main"
                                + " open for 8.1 s, unused for 8.0 s"
                                + " held an open transaction begun at"
                                + " com.example.Repo.save(Repo.java:60) by BEGIN"
                                + " clean-up closed by the agent, its transaction rolled back"
                                + " kinds 1 open after test"
                                + " fingerprint fp:b989ea5d2ec50352 Copy");
        // Fit to be pasted into a file of suppressions.
        assertThat(site.select(".copy").attr("data-copy")).isEqualTo("fp:b989ea5d2ec50352");
        assertThat(site.select(".fix p").eachText()).hasSize(2);
        assertThat(site.select(".stack").first().select("li").eachText())
                .containsExactly(
                        "com.example.Repo.load(Repo.java:42)", "com.example.App.main(App.java:9)");
        assertThat(site.select("tbody td").eachText())
                .contains("1", "2026-11-20 12:00:01 UTC", "8.1 s", "data/app.db");
    }

    /** The heading, the totals and the footer have to tell the same. */
    @Test
    void callsNothingLeakedThatNobodyHasJudged() {
        Document page =
                page(
                        Judgements.of(
                                Reports.unfinished(
                                        Leak.number(1).openAtPlanEnd(),
                                        Leak.number(2).openedIn("a.B", "c").openAfter("a.T#t()")),
                                FindingStatus.OPEN,
                                FindingStatus.NEW));

        assertThat(page.select("h1").text()).isEqualTo("1 connection leaked at 1 site");
        assertThat(page.select(".tiles").text())
                .isEqualTo("opened 11 closed 9 leaked 1 not judged 1 open at one time 4");
        assertThat(page.select(".tiles .warm").text()).isEqualTo("not judged 1");
        assertThat(page.select(".ratio .lost").attr("width")).isEqualTo("9.09%");
        assertThat(page.select("footer").text())
                .endsWith("in a JVM that has not come to its end, is not judged.");

        page =
                page(
                        Judgements.of(
                                Reports.unfinished(Leak.number(1).openAtPlanEnd()),
                                FindingStatus.OPEN));
        assertThat(page.select(".tiles .hot, .ratio")).isEmpty();

        page = page(Judgements.of(Reports.of(Leak.number(1)), FindingStatus.NEW));
        assertThat(page.select(".tiles .hot").text()).isEqualTo("leaked 1");
        assertThat(page.select("footer").text()).endsWith("garbage-collected.");
    }

    @Test
    void saysWhatTheNameOfATestRestsOn() {
        Document page =
                page(
                        Judgements.of(
                                Reports.of(
                                        Leak.number(1)
                                                .openedIn("a.A#x()", LeakTest.Evidence.INHERITED),
                                        Leak.number(2).openedIn("a.B", LeakTest.Evidence.CLASS),
                                        Leak.number(3).openedWhile("a.A#x()", "a.B#y()"),
                                        Leak.number(4)),
                                FindingStatus.NEW));

        assertThat(page.select(".body > .facts > dd").first().select("div").eachText())
                .containsExactly(
                        "opened by a thread that was started in a.A#x()",
                        "opened in class a.B, outside its tests or not known in which",
                        "not known; running then: a.A#x(), a.B#y()");
        assertThat(page.select("td[data-l=test]").eachText())
                .containsExactly(
                        "opened by a thread that was started in a.A#x()",
                        "opened in class a.B, outside its tests or not known in which",
                        "not known; running then: a.A#x(), a.B#y()");
    }

    @Test
    void saysNothingOfTestsWhereNoneRan() {
        Document page = page(Judgements.of(Reports.of(Leak.number(1)), FindingStatus.NEW));

        assertThat(page.select(".facts > dt").eachText()).doesNotContain("tests");
        assertThat(page.select("[data-l=test], th:contains(test)")).isEmpty();
    }

    @Test
    void foldsTheTestsForWhichTheWordsHaveNoRoom() {
        String[] names = new String[50];
        for (int i = 0; i < names.length; i++) {
            names[i] = "a.A#x()[" + (i + 100) + "]";
        }
        Document page =
                page(Judgements.of(Reports.of(Leak.number(1).openAfter(names)), FindingStatus.NEW));

        Element tests = page.selectFirst(".body > .facts > dd");
        assertThat(tests.selectFirst("div").text()).endsWith("a.A#x()[105] and 44 more");
        assertThat(tests.select("summary").text()).isEqualTo("All 50 tests");
        assertThat(tests.select("code")).hasSize(46);
        assertThat(tests.select(".quiet").text()).isEqualTo("and 4 more");
    }

    @Test
    void doesNotSayThatAJvmRanForNoTime() {
        Totals none = new Totals(0, 0, 0, 0, 0, 0);
        JvmInfo jvm =
                new JvmInfo(7, "a.App", "17", Leak.NOON, Leak.NOON, ExitKind.NORMAL, List.of());
        LeakReport brief = new LeakReport(jvm, List.of(), none, List.of(), List.of(), List.of());

        assertThat(page(Judgements.of(brief, FindingStatus.NEW)).select("#jvms li").text())
                .isEqualTo("7 a.App, Java 17, 2026-11-20 12:00:00 UTC, ran less than 1 s, normal");
    }

    @Test
    void setsAsideWhatDoesNotFailTheBuild() {
        Document page = page(Judgements.with(Judgements.ofEachStatus(), "x.json: empty"));

        assertThat(page.select("#sites .site")).hasSize(2);
        assertThat(page.select("#sites .chip").eachText()).contains("baseline 1, now 2");
        assertThat(page.select("#aside .site summary .chips").eachText())
                .containsExactly(
                        "in the baseline",
                        "suppressed by any:com.example.**",
                        "of a pool, allowed");
        assertThat(page.select("#aside .site > details[open]")).isEmpty();
        assertThat(page.select("#aside .list li").eachText())
                .containsExactly(
                        "suppressed 2 any:com.example.** sup.txt:1",
                        "never used db:*cache.db sup.txt:2",
                        "leaks no more a.Gone#run in the baseline as fp:00ff");
        assertThat(page.select(".note").text()).contains("Incomplete data.", "x.json: empty");
    }

    @Test
    void putsTheUsersFramesFirstAndFoldsTheRest() {
        Document page =
                page(
                        Judgements.of(
                                Reports.of(
                                        Leak.number(1)
                                                .withoutUserFrames(
                                                        "com.zaxxer.hikari.pool.P.get(P.java:5)",
                                                        "app//com.example.Repo.load(Repo.java:4)",
                                                        "java.base/java.lang.Thread.run(Thread.java:1)")),
                                FindingStatus.NEW));

        assertThat(page.select(".body > .stack li").eachText())
                .containsExactly("app//com.example.Repo.load(Repo.java:4)");
        Element whole = page.select(".more .stack").first();
        assertThat(whole.select("li")).hasSize(3);
        assertThat(whole.select("li:not(:has(b))")).hasSize(2);
        assertThat(whole.parent().hasAttr("open")).isFalse();
    }

    @Test
    void showsWhoWaitedForWhom() {
        Document page =
                page(
                        Judgements.of(
                                Locks.in(
                                        Reports.of(new Totals(9, 9, 0, 0, 2, 0, 3L, 2L)),
                                        Locks.wait("a.Waiter.save(Waiter.java:5)")
                                                .between(1, 4)
                                                .times(2)),
                                FindingStatus.NEW));

        assertThat(page.select("#lock-1 summary").text())
                .isEqualTo(
                        "Waiter.save Waiter.java:5 SQLITE_BUSY 2 statements failed: database is"
                                + " locked");
        assertThat(page.select("#lock-1 .facts").text())
                .contains(
                        "waited up to 3.0 s, 6.0 s in all",
                        "held by connection 7, in a write transaction begun at"
                                + " a.Holder.run(Holder.java:9) by thread \"writer\"",
                        "opened at a.Holder.open(Holder.java:3)",
                        "evidence write transaction");
        assertThat(page.select("#lock-1 .fix").text()).contains("raise busy_timeout");
        assertThat(page.select("#time li[data-of=lock-1] rect.w")).hasSize(1);
        assertThat(page.select(".tiles").text()).contains("lock waits 3 lock failures 2");
    }

    @Test
    void leadsFromTheWaiterToTheLeakThatHeldIt() {
        LeakReport report =
                Locks.in(
                        Reports.of(Leak.number(1), Leak.number(2).openedIn("a.Holder", "open")),
                        Locks.wait("a.Waiter.save(Waiter.java:5)"));
        Element link = page(Judgements.of(report, FindingStatus.NEW)).selectFirst("#lock-1 a");
        assertThat(link).as("opened elsewhere").isNull();

        report =
                Locks.in(
                        Reports.of(Leak.number(1), Leak.number(2).openedIn("a.Holder", "open")),
                        Locks.wait("a.Waiter.save(Waiter.java:5)")
                                .openedAt("a.Holder.open(Some.java:7)"));
        Document page = page(Judgements.of(report, FindingStatus.NEW));
        String target = page.selectFirst("#lock-1 a").attr("href");
        assertThat(page.select(target + " h3").text()).startsWith("Holder.open");
    }

    @Test
    void drawsConnectionsToScale() {
        // Open from second 1 to 9.123, and from 6 to 9.123.
        Document page = page(Judgements.of(Reports.of(leak(1), leak(6)), FindingStatus.NEW));

        List<Element> bars = page.select("#time li[data-of=site-1] rect");
        assertThat(bars).extracting(bar -> bar.attr("x")).containsExactly("0%", "61.55%");
        assertThat(bars).extracting(bar -> bar.attr("width")).containsExactly("100%", "38.45%");
        assertThat(page.select("#time .axis text").eachText())
                .containsExactly("0", "2.0 s", "4.0 s", "6.0 s", "8.0 s");
        assertThat(page.select("#time .sky").text()).isEqualTo("leaked and open: up to 2");
    }

    @Test
    void showsWhatBecameOfTheWal() {
        DatabaseReport stuck =
                new DatabaseReport(
                        "/work/data/stuck.db",
                        "wal",
                        20_616L,
                        20_616L,
                        new CheckpointOutcome(CheckpointOutcome.Result.BUSY, null, 1, 5, 2),
                        List.of("/work/data/stuck.db-wal"),
                        "somebody has it open");
        Document page =
                page(
                        Judgements.of(
                                Reports.of(
                                        ExitKind.NORMAL,
                                        List.of(Reports.truncated(), stuck),
                                        Leak.number(1)),
                                FindingStatus.NEW));

        assertThat(page.select("#databases li").eachText())
                .containsExactly(
                        "data/stuck.db wal WAL 20 KB → 20 KB checkpoint incomplete (2 of 5 frames)"
                                + " left behind: stuck.db-wal somebody has it open",
                        "data/app.db wal WAL 41 KB → 0 checkpointed");
        assertThat(page.select("#databases rect").eachAttr("width"))
                .containsExactly("50%", "50%", "100%", "0%");
    }

    @Test
    void loadsNothingAndRunsItsOwnScriptOnly() throws Exception {
        Document page = page(Judgements.ofEachStatus());

        assertThat(page.select("[src], link, iframe, object, embed, base, form")).isEmpty();
        assertThat(page.select("a").eachAttr("href")).allMatch(link -> link.startsWith("#"));
        assertThat(page.select("[style]")).isEmpty();
        assertThat(page.outerHtml()).doesNotContain("@import", "url(");
        String policy =
                page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content");
        assertThat(policy)
                .startsWith("default-src 'none'; ")
                .contains("script-src " + hash(page.selectFirst("script").data()) + ";")
                .contains("style-src " + hash(page.selectFirst("style").data()) + ";");
    }

    @Test
    void staysShortWithManyOfEverything() {
        Leak[] leaks = new Leak[5_000];
        List<String> stack = new ArrayList<>();
        for (int i = 0; i < 1_024; i++) {
            stack.add("com.example.very.deep.Stack" + i + ".call(Stack.java:" + i + ")");
        }
        for (int i = 0; i < leaks.length; i++) {
            stack.set(0, "com.example.Site" + i % 40 + ".open(Site.java:1)");
            leaks[i] =
                    Leak.number(i)
                            .withoutUserFrames(stack.toArray(new String[0]))
                            .cursor("SELECT " + "column, ".repeat(1_000) + i)
                            .database("/work/test-" + i + ".db")
                            .openAfter("com.example.Test#test[" + i + "]");
        }

        String html = HTML.render(Judgements.of(Reports.of(leaks), FindingStatus.NEW));

        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
        assertThat(Jsoup.parse(html).select("#sites .site")).hasSize(40);
    }

    /** As in a build with Spring, where stacks are deep and names are long. */
    @Test
    void staysShortAndShowsWholeStacksAtManySites() {
        Leak[] leaks = new Leak[800];
        for (int i = 0; i < leaks.length; i++) {
            String site = "com.example.shop.orders.persistence.OrderRepository" + i % 40;
            String[] stack = new String[64];
            for (int frame = 0; frame < stack.length; frame++) {
                stack[frame] =
                        "org.springframework.test.context.junit.jupiter.SpringExtension"
                                + frame
                                + ".interceptInvocationOfTestMethod(SpringExtension.java:151)";
            }
            stack[0] = site + ".findOrdersByStatus(OrderRepository.java:40)";
            leaks[i] =
                    Leak.number(i)
                            .withoutUserFrames(stack)
                            .database("/home/runner/work/shop/shop/target/junit-" + i + "/app.db")
                            .inTransaction(stack[0], "BEGIN IMMEDIATE")
                            .cursor("SELECT id, status, customer FROM orders WHERE status = ?")
                            .openAfter(site + "Test#findsOrdersByStatus(String, int)[" + i + "]");
        }

        String html = HTML.render(Judgements.of(Reports.of(leaks), FindingStatus.NEW));

        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(800_000);
        for (Element site : Jsoup.parse(html).select("#sites .site")) {
            assertThat(site.select(".more .stack li")).hasSize(64);
            assertThat(site.select("tbody tr")).hasSizeBetween(3, 9);
            assertThat(site.text()).contains(" of 20 connections");
        }
    }

    @Test
    void showsTenConnectionsAndWholeStacksAtFewSites() {
        Leak[] leaks = new Leak[20];
        List<String> stack = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            stack.add("com.example.very.deep.Stack" + i + ".call(Stack.java:" + i + ")");
        }
        for (int i = 0; i < leaks.length; i++) {
            leaks[i] = Leak.number(i).withoutUserFrames(stack.toArray(new String[0]));
        }
        Document page = page(Judgements.of(Reports.of(leaks), FindingStatus.NEW));

        assertThat(page.select("tbody tr")).hasSize(10);
        assertThat(page.select(".more .stack li")).hasSize(121);
        assertThat(page.select(".more .stack li").last().text()).isEqualTo("and 10 more");
    }

    private static Leak leak(int id) {
        return Leak.number(id);
    }

    private static Document page(Judgement judgement) {
        return Jsoup.parse(HTML.render(judgement));
    }

    private static String hash(String text) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
