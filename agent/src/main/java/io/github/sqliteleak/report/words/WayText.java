package io.github.sqliteleak.report.words;

import io.github.sqliteleak.blame.Role;
import io.github.sqliteleak.blame.Site;
import io.github.sqliteleak.blame.Step;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where a site is, and the way from there to what opened the connection. */
public final class WayText {
    private static final int SHOWN = 3;

    private WayText() {}

    /** The lines of the site, each with its count where there are several. */
    public static List<String> sites(LeakSite group) {
        String site = group.site().line();
        Map<String, Integer> lines = group.lines();
        boolean one = lines.size() < 2 || group.owner().startsWith("pool:");
        if (site == null || one || !group.site().own()) {
            return List.of(site == null ? "an unknown place" : site);
        }
        List<String> texts = new ArrayList<>();
        lines.forEach((line, count) -> texts.add(line + ", " + Words.count(count, "connection")));
        return texts;
    }

    /** At most three lines. */
    public static List<String> lines(LeakSite group) {
        if (!group.site().own()) {
            return group.owner().startsWith("pool:") || group.site().line() == null
                    ? List.of()
                    : List.of(
                            "no frame of your own code is on the stack of the thread that opened it");
        }
        return lines(group.site());
    }

    /** As {@link #lines(LeakSite)}, of a site alone. */
    public static List<String> lines(Site site) {
        List<String> lines = new ArrayList<>();
        String opened = site.openedAt();
        String line = site.line();
        boolean helped = false;
        if (opened != null && line != null && !opened.equals(line)) {
            helped = true;
            lines.add("opened by " + shortly(opened) + " for " + shortly(line));
        }
        List<Step> way = site.way();
        for (int i = way.size() - 1; i >= 0; i--) {
            Step step = way.get(i);
            if (!helped || !step.frame().equals(opened)) {
                lines.add("through " + name(step));
            }
        }
        if (lines.size() > SHOWN) {
            int more = lines.size() - SHOWN + 1;
            lines.subList(SHOWN - 1, lines.size()).clear();
            lines.add("and " + Words.count(more, "more step") + " to the driver");
        }
        return lines;
    }

    private static String name(Step step) {
        return step.role() == Role.HANDS_ON
                ? shortly(step.frame())
                : method(StackFrame.parse(step.frame()));
    }

    /** {@code Orders.open(:6)} of {@code com.example.Orders.open(Orders.java:6)}. */
    public static String shortly(String frame) {
        StackFrame parsed = StackFrame.parse(frame);
        return method(parsed) + (parsed.line() == 0 ? "" : "(:" + parsed.line() + ")");
    }

    static String method(StackFrame frame) {
        String name = frame.className();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return simple.isEmpty() ? frame.methodName() : simple + '.' + frame.methodName();
    }
}
