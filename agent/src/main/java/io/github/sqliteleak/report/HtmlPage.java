package io.github.sqliteleak.report;

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

    /** A number at the top of the page. */
    record Tile(String label, long number, String colour) {}

    HtmlPage(Judgement judgement, ShortPath paths) {
        this.judgement = judgement;
        this.paths = paths;
        for (Finding finding : judgement.findings()) {
            boolean fails = finding.status().fails();
            List<HtmlSite> list = fails ? failing : aside;
            String id = "site-" + (failing.size() + aside.size() + 1);
            list.add(new HtmlSite(id, fails && list.size() < UNFOLDED, finding, paths));
        }
        List<HtmlFrame> frames = new ArrayList<>();
        failing.forEach(site -> frames.add(site.site()));
        aside.forEach(site -> frames.add(site.site()));
        locks().forEach(lock -> frames.add(lock.site()));
        names = new ShortNames(frames);
    }

    /** As much of the name as tells it from the others on the page. */
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

    boolean isGood() {
        return failing.isEmpty();
    }

    /** The verdict, of which the first words stand out. */
    String verdict() {
        if (judgement.findings().isEmpty()) {
            return "Nothing leaked";
        }
        return isGood() ? "No new leak" : connections() + " leaked";
    }

    String verdictMore() {
        if (isGood()) {
            return judgement.problems().isEmpty() ? "" : "in what was reported";
        }
        String more = "at " + Words.count(judgement.failing().size(), "site");
        if (judgement.baselined()) {
            more += ", " + judgement.sites(FindingStatus.NEW) + " of them new";
        }
        return more;
    }

    private String connections() {
        int connections =
                judgement.connections(FindingStatus.NEW)
                        + judgement.connections(FindingStatus.MORE);
        return number(connections) + (connections == 1 ? " connection" : " connections");
    }

    /** Of what it is a report. */
    List<String> about() {
        List<String> about = new ArrayList<>();
        List<JvmInfo> jvms = judgement.merged().jvms();
        if (jvms.size() == 1) {
            JvmInfo jvm = jvms.get(0);
            about.add((jvm.main() == null ? "JVM" : main(jvm.main())) + ", process " + jvm.pid());
            about.add("Java " + jvm.java());
        } else {
            about.add(Words.count(jvms.size(), "JVM"));
        }
        for (DriverInfo driver : judgement.merged().drivers()) {
            about.add("sqlite-jdbc " + (driver.version() == null ? "" : driver.version()));
        }
        jvms.stream()
                .map(JvmInfo::startedAt)
                .min(Comparator.naturalOrder())
                .ifPresent(first -> about.add(time(first)));
        return about;
    }

    /** A jar without its folder. */
    private static String main(String main) {
        boolean jar = main.endsWith(".jar");
        return jar
                ? main.substring(Math.max(main.lastIndexOf('/'), main.lastIndexOf('\\')) + 1)
                : main;
    }

    List<Tile> tiles() {
        Totals totals = judgement.merged().totals();
        List<Tile> tiles = new ArrayList<>();
        tiles.add(new Tile("opened", totals.opened(), ""));
        tiles.add(new Tile("closed", totals.closed(), ""));
        tiles.add(new Tile("leaked", totals.leaked(), totals.leaked() > 0 ? "hot" : ""));
        tiles.add(new Tile("open at one time", totals.peakOpen(), ""));
        if (totals.lockWaits() != null) {
            tiles.add(new Tile("lock waits", totals.lockWaits(), ""));
        }
        if (totals.lockTimeouts() != null) {
            String colour = totals.lockTimeouts() > 0 ? "warm" : "";
            tiles.add(new Tile("lock failures", totals.lockTimeouts(), colour));
        }
        if (totals.failedOpens() > 0) {
            tiles.add(new Tile("failed to open", totals.failedOpens(), "warm"));
        }
        if (totals.excluded() > 0) {
            tiles.add(new Tile("excluded", totals.excluded(), ""));
        }
        return tiles;
    }

    /** Those drawn at once, then those to unfold. */
    private static final int LANES = 12;

    List<TimeLine.Lane> lanes(TimeLine timeLine) {
        return first(timeLine.lanes(), LANES);
    }

    List<TimeLine.Lane> moreLanes(TimeLine timeLine) {
        return timeLine.lanes().subList(lanes(timeLine).size(), timeLine.lanes().size());
    }

    /** Per cent of the connections that leaked. */
    double leakedShare() {
        Totals totals = judgement.merged().totals();
        return totals.opened() == 0 ? 0 : 100.0 * totals.leaked() / totals.opened();
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
                                    : ", ran "
                                            + Words.duration(
                                                    Duration.between(jvm.startedAt(), ended)))
                            + (jvm.exit() == null ? "" : ", " + jvm.exit().json()));
        }
        return lines(jvms);
    }

    /** With how many there are. */
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
