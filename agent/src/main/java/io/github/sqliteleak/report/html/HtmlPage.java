package io.github.sqliteleak.report.html;

import io.github.sqliteleak.judge.Baseline;
import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.SuppressionUse;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.Tool;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.Timestamps;
import io.github.sqliteleak.report.words.Words;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the page shows, in its order. */
final class HtmlPage {
    private static final int SITES = 500;
    private static final int LOCKS = 100;
    private static final int DATABASES = 200;
    private static final int LINES = 200;
    private static final int UNFOLDED = 5;

    private final Judgement judgement;
    private final ShortPath paths;
    private final List<HtmlSite> failing = new ArrayList<>();
    private final List<HtmlSite> aside = new ArrayList<>();
    private final ShortNames names;

    HtmlPage(Judgement judgement, ShortPath paths) {
        this.judgement = judgement;
        this.paths = paths;
        HtmlRoom room = HtmlRoom.of(Math.min(judgement.findings().size(), 2 * SITES));
        for (Finding finding : judgement.findings()) {
            boolean fails = finding.status().fails();
            List<HtmlSite> list = fails ? failing : aside;
            String id = "site-" + (failing.size() + aside.size() + 1);
            list.add(new HtmlSite(id, fails && list.size() < UNFOLDED, finding, paths, room));
        }
        List<HtmlFrame> frames = new ArrayList<>();
        failing.forEach(site -> frames.add(site.site()));
        aside.forEach(site -> frames.add(site.site()));
        locks().forEach(lock -> frames.add(lock.site()));
        names = new ShortNames(frames);
    }

    HtmlHead head() {
        return new HtmlHead(judgement);
    }

    /** As much of the name as distinguishes it from the others on the page. */
    String name(HtmlFrame frame) {
        return names.of(frame);
    }

    /** As people write it: {@code 50,000}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Date and time of day in UTC, to the second. */
    static String time(Instant instant) {
        return Timestamps.iso(instant).replace('T', ' ').replace("Z", " UTC");
    }

    /** Those drawn at once, then those to unfold. */
    private static final int LANES = 12;

    List<TimeLine.Lane> lanes(TimeLine timeLine) {
        return first(timeLine.lanes(), LANES);
    }

    List<TimeLine.Lane> moreLanes(TimeLine timeLine) {
        return timeLine.lanes().subList(lanes(timeLine).size(), timeLine.lanes().size());
    }

    List<HtmlSite> failing() {
        return first(failing, SITES);
    }

    List<HtmlSite> aside() {
        return first(aside, SITES);
    }

    int hiddenSites() {
        return Math.max(failing.size() - SITES, 0) + Math.max(aside.size() - SITES, 0);
    }

    List<HtmlLock> locks() {
        List<HtmlLock> locks = new ArrayList<>();
        for (LockWaitGroup wait : first(judgement.merged().lockWaits(), LOCKS)) {
            locks.add(new HtmlLock("lock-" + (locks.size() + 1), wait, paths));
        }
        return locks;
    }

    /** The id of the leak whose connections were opened there, null without one. */
    @Nullable String leakOpenedAt(String openSite) {
        for (HtmlSite site : failing()) {
            if (openSite.equals(site.group().openSite())) {
                return site.id();
            }
        }
        return null;
    }

    int hiddenLocks() {
        return Math.max(judgement.merged().lockWaits().size() - LOCKS, 0);
    }

    TimeLine timeLine() {
        return TimeLine.of(failing(), locks());
    }

    /** Those in trouble first. */
    List<HtmlDatabase> databases() {
        long largest = 1;
        for (DatabaseReport database : judgement.merged().databases()) {
            HtmlDatabase one = new HtmlDatabase(database, 1, paths);
            largest = Math.max(largest, Math.max(one.before(), one.after()));
        }
        List<HtmlDatabase> databases = new ArrayList<>();
        for (DatabaseReport database : judgement.merged().databases()) {
            databases.add(new HtmlDatabase(database, largest, paths));
        }
        databases.sort(Comparator.comparing(database -> !database.isTrouble()));
        return first(databases, DATABASES);
    }

    int hiddenDatabases() {
        return Math.max(judgement.merged().databases().size() - DATABASES, 0);
    }

    List<String> notes() {
        return judgement.notes();
    }

    List<String> problems() {
        return lines(judgement.problems());
    }

    List<SuppressionUse> suppressions() {
        return first(judgement.suppressions(), LINES);
    }

    List<Baseline.Entry> gone() {
        return first(judgement.gone(), LINES);
    }

    /** Hooks of the application that were still running when its JVM was judged. */
    List<String> hooks() {
        List<String> hooks = new ArrayList<>();
        for (JvmInfo jvm : judgement.merged().jvms()) {
            if (jvm.exit() == ExitKind.HOOKS_TIMED_OUT) {
                hooks.add(
                        "process " + jvm.pid() + ": " + String.join(", ", jvm.hooksStillRunning()));
            }
        }
        return lines(hooks);
    }

    /** Each with how long it ran. */
    List<String> jvms() {
        List<String> jvms = new ArrayList<>();
        for (JvmInfo jvm : judgement.merged().jvms()) {
            Instant ended = jvm.endedAt();
            jvms.add(
                    jvm.pid()
                            + (jvm.main() == null ? "" : " " + jvm.main())
                            + ", Java "
                            + jvm.java()
                            + ", "
                            + time(jvm.startedAt())
                            + (ended == null
                                    ? ""
                                    : ", ran " + ran(Duration.between(jvm.startedAt(), ended)))
                            + (jvm.exit() == null ? "" : ", " + jvm.exit().json()));
        }
        return lines(jvms);
    }

    /** Start and end are known to the second. */
    private static String ran(Duration duration) {
        return duration.toSeconds() < 1 ? "less than 1 s" : Words.duration(duration);
    }

    boolean hasAside() {
        return !aside.isEmpty()
                || !judgement.suppressions().isEmpty()
                || !judgement.gone().isEmpty();
    }

    String tool() {
        return Tool.NAME + " " + Tool.version();
    }

    private static List<String> lines(List<String> lines) {
        List<String> shown = new ArrayList<>(first(lines, LINES));
        if (shown.size() < lines.size()) {
            shown.add("and " + (lines.size() - shown.size()) + " more");
        }
        return shown;
    }

    private static <T> List<T> first(List<T> list, int most) {
        return list.subList(0, Math.min(list.size(), most));
    }
}
