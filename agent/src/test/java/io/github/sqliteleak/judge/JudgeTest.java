package io.github.sqliteleak.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.sqliteleak.report.Baseline;
import io.github.sqliteleak.report.Finding;
import io.github.sqliteleak.report.FindingStatus;
import io.github.sqliteleak.report.Judgement;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.SuppressionUse;
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
                        tuple("com.example.Repo.load(Repo.java:42)", 3, FindingStatus.MORE),
                        tuple("com.example.Repo.load(Repo.java:42)", 1, FindingStatus.OPEN),
                        tuple("a.Job.run(Some.java:7)", 1, FindingStatus.OPEN));
        assertThat(judgement.gone()).isEmpty();
    }

    @Test
    void countsWhatIsNotJudgedThoughTheReportShowsOthers() {
        Leak[] leaks = new Leak[31];
        for (int i = 0; i < leaks.length; i++) {
            leaks[i] = i < 30 ? Leak.number(i).collected() : Leak.number(i).openAtPlanEnd();
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
                Suppressions.parse("s", List.of("db:*cache.db", "any:a.*", "test:x", "fp:*none"));

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
                        new SuppressionUse("fp:*none", "s:4", 0));
    }

    @Test
    void keepsASiteWholeWhenItsReportDoesNotShowAllOfIt() throws Exception {
        Leak[] leaks = new Leak[25];
        for (int i = 0; i < leaks.length; i++) {
            leaks[i] = Leak.number(i + 1).database(i == 0 ? "/a/cache.db" : "/a/app.db");
        }
        Suppressions one = Suppressions.parse("s", List.of("db:*cache.db"));
        Suppressions all = Suppressions.parse("s", List.of("db:*.db"));

        assertThat(judge(one, null, Reports.of(leaks)).failing())
                .extracting(f -> f.group().count())
                .containsExactly(25);
        assertThat(judge(all, null, Reports.of(leaks)).failing()).isEmpty();
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
