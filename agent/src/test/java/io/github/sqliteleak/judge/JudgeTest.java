package io.github.sqliteleak.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakPart;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakTest;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.json.JsonReport;
import io.github.sqliteleak.report.json.JsonReportReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final LeakReport TWO =
            Reports.of(Leak.number(1), Leak.number(2).database("/work/cache.db"));
    private static final LeakReport OTHER =
            Reports.of(Leak.number(1).openedIn("a.Job", "run"), Leak.number(2));

    @Test
    void callsEachLeakNewWithoutABaseline() {
        Judgement judgement = judge(Suppressions.none(), null, TWO, OTHER);

        assertThat(judgement.findings())
                .extracting(f -> f.group().openSite(), f -> f.group().count(), Finding::status)
                .containsExactly(
                        tuple("com.example.Repo.load(Repo.java:42)", 3, FindingStatus.NEW),
                        tuple("a.Job.run(Some.java:7)", 1, FindingStatus.NEW));
        assertThat(judgement.failing()).hasSize(2);
    }

    @Test
    void knowsTheModuleOfASiteWhereAllJvmsHadItFromOne() {
        LeakReport one = Reports.of(Leak.number(1).loadedFrom("/a/target/classes"));
        LeakReport other = Reports.of(Leak.number(1).loadedFrom("/b/target/classes"));

        assertThat(loadedFrom(one, one)).isEqualTo("/a/target/classes");
        assertThat(loadedFrom(one, other)).isNull();
    }

    private static @Nullable String loadedFrom(LeakReport... reports) {
        return judge(Suppressions.none(), null, reports)
                .findings()
                .get(0)
                .group()
                .site()
                .loadedFrom();
    }

    @Test
    void judgesNothingThatAJvmHadOpenWhenItWasKilled() {
        LeakReport killed =
                Reports.unfinished(
                        Leak.number(1).openAtPlanEnd(),
                        Leak.number(2).openAtPlanEnd().openedIn("a.Job", "run"),
                        Leak.number(3).collected());

        Judgement judgement = judge(Suppressions.none(), baseline(OTHER), TWO, killed);

        assertThat(judgement.findings())
                .extracting(f -> f.group().openSite(), f -> f.group().count(), Finding::status)
                .containsExactlyInAnyOrder(
                        tuple("com.example.Repo.load(Repo.java:42)", 2, FindingStatus.MORE),
                        tuple("com.example.Repo.load(Repo.java:42)", 2, FindingStatus.OPEN),
                        tuple("a.Job.run(Some.java:7)", 1, FindingStatus.OPEN));
        assertThat(judgement.gone()).isEmpty();
    }

    @Test
    void passesWhatWasInUseAtExitUnlessAskedNotTo() {
        LeakReport report =
                Reports.of(Leak.number(1).inUseBy("report", "select 1"), Leak.number(2));

        Judge judge = new Judge(Suppressions.none(), null, false);
        judge.add(report);
        assertThat(judge.judge(List.of()).findings())
                .extracting(f -> f.group().count(), Finding::status)
                .containsExactly(tuple(1, FindingStatus.NEW), tuple(1, FindingStatus.IN_USE));
        Judge strict = new Judge(Suppressions.none(), null, false);
        strict.failOnInUse();
        strict.add(report);
        assertThat(strict.judge(List.of()).findings())
                .extracting(f -> f.group().count(), Finding::status)
                .containsExactly(tuple(2, FindingStatus.NEW));
    }

    @Test
    void passesWhatWasOpenedDuringExitUnlessAskedNotTo() {
        LeakReport report = Reports.of(Leak.number(1).openedDuringExit(), Leak.number(2));

        Judge judge = new Judge(Suppressions.none(), null, false);
        judge.add(report);
        assertThat(judge.judge(List.of()).findings())
                .extracting(f -> f.group().count(), Finding::status)
                .containsExactly(tuple(1, FindingStatus.NEW), tuple(1, FindingStatus.DURING_EXIT));
        Judge strict = new Judge(Suppressions.none(), null, false);
        strict.failOnDuringExit();
        strict.add(report);
        assertThat(strict.judge(List.of()).findings())
                .extracting(f -> f.group().count(), Finding::status)
                .containsExactly(tuple(2, FindingStatus.NEW));
    }

    @Test
    void countsWhatIsNotJudgedThoughTheReportShowsOthers() {
        Leak[] leaks = new Leak[31];
        for (int i = 0; i < leaks.length; i++) {
            Leak leak = Leak.number(i);
            leaks[i] = i < 30 ? leak.openAfter("a.T#x()") : leak.openAtPlanEnd();
        }

        Judgement judgement = judge(Suppressions.none(), null, Reports.unfinished(leaks));

        assertThat(judgement.findings())
                .extracting(f -> f.group().count(), Finding::status)
                .containsExactly(tuple(30, FindingStatus.NEW), tuple(1, FindingStatus.OPEN));
    }

    @Test
    void passesWhatTheBaselineHas() {
        Baseline baseline = baseline(TWO, OTHER);

        Judgement judgement = judge(Suppressions.none(), baseline, TWO, OTHER);

        assertThat(judgement.findings())
                .extracting(Finding::status)
                .containsOnly(FindingStatus.KNOWN);
        assertThat(judgement.failing()).isEmpty();
        assertThat(judgement.gone()).isEmpty();
    }

    @Test
    void failsOnMoreThanTheBaselineHasAndOnWhatIsNotInIt() {
        Judgement judgement = judge(Suppressions.none(), baseline(TWO), TWO, OTHER);

        assertThat(judgement.findings())
                .extracting(f -> f.group().count(), Finding::status, Finding::baseline)
                .containsExactly(
                        tuple(3, FindingStatus.MORE, 2), tuple(1, FindingStatus.NEW, null));
    }

    @Test
    void tellsWhatLeaksNoMore() {
        Judgement judgement = judge(Suppressions.none(), baseline(TWO, OTHER), TWO);

        assertThat(judgement.gone())
                .extracting(Baseline.Entry::frames)
                .containsExactly(List.of("a.Job#run"));
    }

    @Test
    void suppressesTheConnectionsThatAPatternMatchesAndLeavesTheRest() throws Exception {
        Suppressions suppressions =
                Suppressions.parse("s", List.of("db:*cache.db", "any:a.*", "test:x", "fp:*0000"));

        Judgement judgement = judge(suppressions, null, TWO, OTHER);

        assertThat(judgement.findings())
                .extracting(f -> f.group().count(), Finding::status, Finding::suppressedBy)
                .containsExactly(
                        tuple(2, FindingStatus.NEW, null),
                        tuple(1, FindingStatus.SUPPRESSED, "db:*cache.db"),
                        tuple(1, FindingStatus.SUPPRESSED, "any:a.*"));
        assertThat(judgement.suppressions())
                .containsExactly(
                        new SuppressionUse("db:*cache.db", "s:1", 1),
                        new SuppressionUse("any:a.*", "s:2", 1),
                        new SuppressionUse("test:x", "s:3", 0),
                        new SuppressionUse("fp:*0000", "s:4", 0));
    }

    /** As it went unseen: those collected, all of the cache, came first, and were all it showed. */
    @Test
    void suppressesConnectionsThatTheReportDoesNotShowByWhatTheyAre() throws Exception {
        List<Leak> leaks = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            leaks.add(Leak.number(i).database("/a/app.db"));
            leaks.add(Leak.number(20 + i).database("/a/cache.db"));
        }
        Suppressions cache = Suppressions.parse("s", List.of("db:*/cache.db"));
        LeakReport uncollected = reread(leaks);
        leaks.forEach(leak -> leak.collectedIf("/a/cache.db"));
        LeakReport collected = reread(leaks);

        for (LeakReport report : List.of(uncollected, collected)) {
            assertThat(judge(cache, null, report).findings())
                    .extracting(f -> f.group().count(), Finding::status)
                    .containsExactlyInAnyOrder(
                            tuple(20, FindingStatus.NEW), tuple(20, FindingStatus.SUPPRESSED));
            assertThat(judge(cache, null, report, report).failing().get(0).group().parts())
                    .extracting(LeakPart::database, LeakPart::count)
                    .containsExactly(tuple("/a/app.db", 40));
        }
        assertThat(judge(Suppressions.parse("s", List.of("db:*.db")), null, collected).failing())
                .isEmpty();
    }

    @Test
    void suppressesTestsThatTheReportDoesNotShow() throws Exception {
        List<Leak> leaks = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            String test = i <= 22 ? "a.OldTest#old()" : "a.NewTest#new()";
            leaks.add(Leak.number(i).openedIn(test, LeakTest.Evidence.CERTAIN));
        }
        Suppressions old = Suppressions.parse("s", List.of("test:a.OldTest#*"));

        List<Finding> failing = judge(old, null, reread(leaks)).failing();

        assertThat(failing)
                .extracting(f -> f.group().count(), f -> f.group().tests())
                .containsExactly(tuple(8, List.of("a.NewTest#new()")));
    }

    @Test
    void suppressesByTheTestThatRanOrByTheOneThatStartedTheThread() throws Exception {
        LeakReport report = reread(List.of(Leak.number(1).openedByThread("a.T#x()", "a.T#y()")));

        for (String pattern : List.of("test:a.T#x()", "test:a.T#y()")) {
            Suppressions either = Suppressions.parse("s", List.of(pattern));
            assertThat(judge(either, null, report).failing()).isEmpty();
        }
        Suppressions other = Suppressions.parse("s", List.of("test:a.T#z()"));
        assertThat(judge(other, null, report).failing()).hasSize(1);
    }

    @Test
    void suppressesOnlyWhatIsShownWhereAReportTellsNothingOfOthers() throws Exception {
        List<Leak> leaks = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            leaks.add(Leak.number(i).database("/a/cache.db"));
        }
        String json = JsonReport.render(Reports.of(leaks.toArray(new Leak[0])));
        String old = json.replaceAll("(?s)\"parts\":\\[.*?\\],\\s*(?=\"connections\")", "");
        assertThat(old).doesNotContain("parts");
        LeakReport report = JsonReportReader.read(old);
        String print = report.leaks().get(0).fingerprint();

        for (String all : List.of("fp:" + print, "open:com.example.Repo#load", "any:*.App")) {
            assertThat(judge(Suppressions.parse("s", List.of(all)), null, report).failing())
                    .isEmpty();
        }
        Suppressions both = Suppressions.parse("s", List.of("db:*cache.db", "fp:" + print));
        assertThat(judge(both, null, report).findings())
                .extracting(f -> f.group().count(), Finding::suppressedBy)
                .containsExactlyInAnyOrder(tuple(20, "db:*cache.db"), tuple(5, "fp:" + print));
        assertThat(judge(Suppressions.parse("s", List.of("db:*cache.db")), null, report).failing())
                .extracting(f -> f.group().count())
                .containsExactly(5);
    }

    @Test
    void takesAPoolByThePlaceThatItIsShownAt() throws Exception {
        LeakReport pool =
                Reports.of(
                        Leak.number(1).owner("pool:HikariCP").openedIn("a.Pools", "make"),
                        Leak.number(2).owner("pool:HikariCP").withoutUserFrames("p.Fill.run(F:1)"));

        assertThat(
                        judge(Suppressions.parse("s", List.of("open:a.Pools#make")), null, pool)
                                .failing())
                .isEmpty();
        assertThat(
                        judge(Suppressions.parse("s", List.of("open:a.Pools#other")), null, pool)
                                .failing())
                .hasSize(1);
    }

    @Test
    void allowsPoolsWhenAskedTo() {
        LeakReport pool = Reports.of(Leak.number(1).owner("pool:HikariCP"), Leak.number(2));
        Judge allowing = new Judge(Suppressions.none(), null, true);
        allowing.add(pool);

        assertThat(allowing.judge(List.of()).findings())
                .extracting(Finding::status)
                .containsExactly(FindingStatus.NEW, FindingStatus.ALLOWED);
        assertThat(judge(Suppressions.none(), null, pool).failing()).hasSize(2);
    }

    @Test
    void judgesAlikeInWhateverOrderReportsCome() {
        List<LeakReport> reports = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            reports.add(
                    Reports.of(
                            Leak.number(i).openedAtLine(i),
                            Leak.number(i + 1).openedIn("a.C", "m" + i % 3).collected()));
        }
        List<Finding> expected =
                judge(Suppressions.none(), null, reports.toArray(new LeakReport[0])).findings();

        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(reports, random);
            assertThat(
                            judge(Suppressions.none(), null, reports.toArray(new LeakReport[0]))
                                    .findings())
                    .isEqualTo(expected);
        }
    }

    private static LeakReport reread(List<Leak> leaks) throws Exception {
        return JsonReportReader.read(JsonReport.render(Reports.of(leaks.toArray(new Leak[0]))));
    }

    private static Judgement judge(
            Suppressions suppressions, @Nullable Baseline baseline, LeakReport... reports) {
        Judge judge = new Judge(suppressions, baseline, false);
        for (LeakReport report : reports) {
            judge.add(report);
        }
        return judge.judge(List.of());
    }

    private static Baseline baseline(LeakReport... reports) {
        return Baseline.of(
                judge(Suppressions.none(), null, reports).findings().stream()
                        .map(Finding::group)
                        .toList());
    }
}
