package io.github.sqliteleak.report.html;

import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.LockGate;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.words.ProgramName;
import io.github.sqliteleak.report.words.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The top of the page: the verdict and the totals. */
record HtmlHead(Judgement judgement) {
    /** A number at the top of the page. */
    record Tile(String label, long number, String colour) {}

    boolean isGood() {
        return judgement.hasReports() && !judgement.fails() && judgement.notJudged() == null;
    }

    /** The verdict, of which the first words stand out. */
    String verdict() {
        if (!judgement.hasReports()) {
            return "Nothing was judged:";
        }
        if (judgement.failing().isEmpty() && judgement.failedLocks() != null) {
            return "Too many lock timeouts:";
        }
        if (judgement.findings().isEmpty()) {
            return "Nothing leaked";
        }
        if (isGood()) {
            return "No new leak";
        }
        return judgement.failing().isEmpty() ? "Not judged:" : connections() + " leaked";
    }

    String verdictMore() {
        if (!judgement.hasReports()) {
            return "there is no report";
        }
        if (isGood()) {
            return judgement.problems().isEmpty() ? "" : "in what was reported";
        }
        LockGate locks = judgement.failedLocks();
        if (judgement.failing().isEmpty()) {
            return locks == null
                    ? String.valueOf(judgement.notJudged())
                    : locks.counted() + ", and " + locks.allowed() + " allowed";
        }
        String more = "at " + Words.count(judgement.failing().size(), "site");
        if (judgement.baselined()) {
            more += ", " + judgement.sites(FindingStatus.NEW) + " of them new";
        }
        return locks == null ? more : more + "; " + locks.line();
    }

    private String connections() {
        int connections =
                judgement.connections(FindingStatus.NEW)
                        + judgement.connections(FindingStatus.MORE);
        return HtmlPage.number(connections) + (connections == 1 ? " connection" : " connections");
    }

    /** Of what it is a report. */
    List<String> about() {
        List<String> about = new ArrayList<>();
        List<JvmInfo> jvms = judgement.merged().jvms();
        if (jvms.size() == 1) {
            JvmInfo jvm = jvms.get(0);
            about.add(
                    (jvm.main() == null ? "JVM" : main(ProgramName.of(jvm.main())))
                            + ", process "
                            + jvm.pid());
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
                .ifPresent(first -> about.add(HtmlPage.time(first)));
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
        long leaked = judgement.merged().leaked();
        tiles.add(new Tile("leaked", leaked, leaked > 0 ? "hot" : ""));
        int open = judgement.connections(FindingStatus.OPEN);
        if (open > 0) {
            tiles.add(new Tile("not judged", open, "warm"));
        }
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

    /** Whether there is something that nobody has judged. */
    boolean hasOpen() {
        return judgement.notJudged() != null;
    }

    /** Per cent of the connections that leaked. */
    double leakedShare() {
        Totals totals = judgement.merged().totals();
        return totals.opened() == 0 ? 0 : 100.0 * judgement.merged().leaked() / totals.opened();
    }
}
