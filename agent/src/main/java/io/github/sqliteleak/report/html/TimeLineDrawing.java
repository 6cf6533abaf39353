package io.github.sqliteleak.report.html;

import io.github.sqliteleak.report.HarmOrder;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakedConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lays out a {@link TimeLine}. */
final class TimeLineDrawing {
    private static final double THICKEST = 9;
    private static final double LANE = 30;

    private final List<HtmlSite> sites;
    private final List<HtmlLock> locks;
    private Instant from = Instant.MAX;
    private Instant to = Instant.MIN;
    private boolean whole = true;

    TimeLineDrawing(List<HtmlSite> sites, List<HtmlLock> locks) {
        this.sites = sites;
        this.locks = locks;
    }

    TimeLine timeLine() {
        findSpan();
        List<TimeLine.Lane> lanes = new ArrayList<>();
        List<TimeLine.Bar> connections = new ArrayList<>();
        for (HtmlSite site : sites) {
            if (site.showsConnections()) {
                TimeLine.Lane lane = lane(site);
                connections.addAll(lane.bars());
                lanes.add(lane);
            }
            whole &= site.group().isWhole();
        }
        for (HtmlLock lock : locks) {
            if (lock.group().firstAt() != null && lock.group().lastAt() != null) {
                lanes.add(lane(lock, lock.group().firstAt(), lock.group().lastAt()));
            }
        }
        List<TimeLine.Step> steps = TimeLine.steps(connections);
        int most = steps.stream().mapToInt(TimeLine.Step::open).max().orElse(0);
        return new TimeLine(from, to, lanes, steps, most, whole);
    }

    private void findSpan() {
        for (HtmlSite site : sites) {
            for (LeakedConnection connection : site.group().connections()) {
                span(connection.openedAt());
                span(connection.openedAt().plus(connection.open()));
            }
        }
        for (HtmlLock lock : locks) {
            if (lock.group().firstAt() != null && lock.group().lastAt() != null) {
                span(lock.group().firstAt());
                span(lock.group().lastAt());
            }
        }
        if (from.isAfter(to)) {
            from = Instant.EPOCH;
            to = from;
        }
        if (Duration.between(from, to).toMillis() == 0) {
            to = from.plusMillis(1);
        }
    }

    private void span(Instant at) {
        from = at.isBefore(from) ? at : from;
        to = at.isAfter(to) ? at : to;
    }

    private TimeLine.Lane lane(HtmlSite site) {
        List<TimeLine.Bar> bars = new ArrayList<>();
        site.group().connections().stream()
                .sorted((one, other) -> one.openedAt().compareTo(other.openedAt()))
                .forEach(connection -> bars.add(bar(connection)));
        String label = site.title() + ", opened " + site.opened() + ", open for " + site.openFor();
        return new TimeLine.Lane(
                site.id(),
                site.site(),
                label,
                bars,
                Math.min(THICKEST, LANE / Math.max(bars.size(), 1)));
    }

    private TimeLine.Lane lane(HtmlLock lock, Instant first, Instant last) {
        TimeLine.Bar bar = bar(first, last, "w", false);
        String label =
                lock.title() + ", from " + HtmlPage.time(first) + " to " + HtmlPage.time(last);
        return new TimeLine.Lane(lock.id(), lock.site(), label, List.of(bar), THICKEST);
    }

    private TimeLine.Bar bar(LeakedConnection connection) {
        String kind =
                HarmOrder.inTransaction(connection)
                        ? "t"
                        : HarmOrder.hasCursor(connection) ? "c" : "p";
        return bar(
                connection.openedAt(),
                connection.openedAt().plus(connection.open()),
                kind,
                connection.kind() == LeakKind.GARBAGE_COLLECTED);
    }

    private TimeLine.Bar bar(Instant start, Instant end, String kind, boolean collected) {
        double all = Duration.between(from, to).toMillis();
        return new TimeLine.Bar(
                100 * Duration.between(from, start).toMillis() / all,
                100 * Duration.between(start, end).toMillis() / all,
                kind,
                collected);
    }
}
