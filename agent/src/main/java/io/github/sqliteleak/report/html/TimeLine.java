package io.github.sqliteleak.report.html;

import io.github.sqliteleak.report.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When leaked connections were open and locks were waited for, drawn to scale.
 *
 * @param lanes one for each leak site, then one for each place that waited for a lock
 * @param most the most of the connections drawn that were open at one time
 */
record TimeLine(
        Instant from, Instant to, List<Lane> lanes, List<Step> steps, int most, boolean whole) {
    private static final int BUCKETS = 100;
    private static final int TICKS = 5;
    private static final double NARROWEST = 0.4;

    /**
     * A row.
     *
     * @param target id of the element that it is about
     * @param label what the picture says, for those who do not see it
     */
    record Lane(String target, HtmlFrame name, String label, List<Bar> bars, double barHeight) {
        double height() {
            return Math.max(bars.size() * barHeight + 2, 12);
        }

        String y(int bar) {
            return percent(bar * barHeight + (height() - bars.size() * barHeight) / 2);
        }

        String thickness() {
            return percent(Math.max(barHeight - 1, 1.5));
        }
    }

    /** A stretch of time, in per cent. */
    record Bar(double start, double length, String kind, boolean collected) {
        String x() {
            return percent(Math.min(start, 100 - NARROWEST));
        }

        String end() {
            return percent(Math.min(start + length, 100));
        }

        String width() {
            return percent(Math.max(length, NARROWEST));
        }
    }

    /** How many connections were open for a stretch of time. */
    record Step(double start, double length, int open) {
        String x() {
            return percent(start);
        }

        String width() {
            return percent(length);
        }

        /** In per cent of the highest. */
        String height(int most) {
            return percent(100.0 * open / most);
        }

        String y(int most) {
            return percent(100.0 - 100.0 * open / most);
        }
    }

    /** A line across all rows. */
    record Tick(String x, String label, String anchor) {}

    static TimeLine of(List<HtmlSite> sites, List<HtmlLock> locks) {
        return new TimeLineDrawing(sites, locks).timeLine();
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** Whether any bar is of this kind. */
    boolean has(String kind) {
        return lanes.stream()
                .flatMap(lane -> lane.bars().stream())
                .anyMatch(bar -> bar.kind().equals(kind));
    }

    boolean hasCollected() {
        return lanes.stream().flatMap(lane -> lane.bars().stream()).anyMatch(Bar::collected);
    }

    String span() {
        return HtmlPage.time(from) + ", " + Words.duration(Duration.between(from, to));
    }

    /** Of the time line, at round times since its beginning. */
    List<Tick> ticks() {
        long millis = Duration.between(from, to).toMillis();
        long step = 1;
        for (int i = 0; millis / step >= TICKS; i++) {
            step = step * (i % 3 == 1 ? 5 : 4) / 2;
        }
        List<Tick> ticks = new ArrayList<>();
        for (long at = 0; at <= millis; at += step) {
            double x = 100.0 * at / millis;
            String anchor = at == 0 ? "start" : x > 94 ? "end" : "middle";
            ticks.add(
                    new Tick(
                            percent(x),
                            at == 0 ? "0" : Words.duration(Duration.ofMillis(at)),
                            anchor));
        }
        return ticks;
    }

    static List<Step> steps(List<Bar> bars) {
        int[] open = new int[BUCKETS];
        for (Bar bar : bars) {
            int first = Math.min((int) (bar.start() * BUCKETS / 100), BUCKETS - 1);
            int last = (int) Math.ceil((bar.start() + bar.length()) * BUCKETS / 100);
            for (int i = first; i < Math.min(Math.max(last, first + 1), BUCKETS); i++) {
                open[i]++;
            }
        }
        List<Step> steps = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= BUCKETS; i++) {
            if (i == BUCKETS || open[i] != open[start]) {
                if (open[start] > 0) {
                    double width = 100.0 / BUCKETS;
                    steps.add(new Step(start * width, (i - start) * width, open[start]));
                }
                start = i;
            }
        }
        return steps;
    }

    /** Two decimals at most, for coordinates. */
    static String percent(double number) {
        long hundredths = Math.round(number * 100);
        long whole = hundredths / 100;
        long rest = hundredths % 100;
        return rest == 0
                ? Long.toString(whole)
                : whole + "." + (rest < 10 ? "0" : "") + (rest % 10 == 0 ? rest / 10 : rest);
    }
}
