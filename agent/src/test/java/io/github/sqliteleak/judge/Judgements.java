package io.github.sqliteleak.judge;

import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import java.util.ArrayList;
import java.util.List;

/** Makes judgements for tests of renderers. */
public final class Judgements {
    private Judgements() {}

    /** Each leak of the report with this status in turn, over and over. */
    public static Judgement of(LeakReport report, FindingStatus... statuses) {
        List<Finding> findings = new ArrayList<>();
        boolean baselined = false;
        for (int i = 0; i < report.leaks().size(); i++) {
            FindingStatus status = statuses[i % statuses.length];
            boolean known = status == FindingStatus.MORE || status == FindingStatus.KNOWN;
            baselined |= known;
            findings.add(
                    new Finding(
                            report.leaks().get(i),
                            status,
                            known ? 1 : null,
                            status == FindingStatus.SUPPRESSED ? "any:com.example.**" : null));
        }
        ReportMerge merge = new ReportMerge();
        merge.add(report);
        return new Judgement(
                merge.merged(),
                findings,
                baselined,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of());
    }

    public static Judgement clean() {
        return of(Reports.of(new Totals(12, 12, 0, 0, 4, 0)));
    }

    public static Judgement with(Judgement judgement, String... problems) {
        return new Judgement(
                judgement.merged(),
                judgement.findings(),
                judgement.baselined(),
                List.of(
                        new SuppressionUse("any:com.example.**", "sup.txt:1", 2),
                        new SuppressionUse("db:*cache.db", "sup.txt:2", 0)),
                List.of(new Baseline.Entry("00ff", "application", 1, List.of("a.Gone#run"))),
                List.of(problems),
                null,
                List.of());
    }

    /** One site of each status, among them a pool's. */
    public static Judgement ofEachStatus() {
        LeakReport report =
                Reports.of(
                        ExitKind.NORMAL,
                        List.of(Reports.truncated()),
                        Leak.number(1)
                                .inTransaction("com.example.Repo.save(Repo.java:60)", "BEGIN")
                                .openAfter("com.example.RepoTest#loads()"),
                        Leak.number(2).openedIn("a.More", "run"),
                        Leak.number(3).openedIn("a.More", "run"),
                        Leak.number(4).openedIn("a.Known", "run"),
                        Leak.number(5).openedIn("a.Quiet", "run"),
                        Leak.number(6).owner("pool:HikariCP").openedIn("a.Pool", "start"));
        return of(
                report,
                FindingStatus.NEW,
                FindingStatus.MORE,
                FindingStatus.KNOWN,
                FindingStatus.SUPPRESSED,
                FindingStatus.ALLOWED);
    }
}
