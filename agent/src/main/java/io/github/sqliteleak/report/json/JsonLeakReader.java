package io.github.sqliteleak.report.json;

import io.github.sqliteleak.blame.Fingerprint;
import io.github.sqliteleak.blame.Role;
import io.github.sqliteleak.blame.Site;
import io.github.sqliteleak.blame.Step;
import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakPart;
import io.github.sqliteleak.report.LeakParts;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.StackFrame;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the leak sites of a JSON report. A report does not say which frames are the user's own, so
 * that of the open site stands for them.
 */
final class JsonLeakReader {
    private final JsonFields group;
    private final String owner;
    private final @Nullable String openSite;
    private final Site site;
    private final List<String> openStack;
    private final List<String> tests;

    private JsonLeakReader(JsonFields group) throws ReportFormatException {
        this.group = group;
        owner = group.text("owner");
        openSite = group.textOrNull("openSite");
        openStack = group.texts("openStack");
        tests = group.texts("tests");
        site =
                new Site(
                        group.has("site") ? group.text("site") : openSite,
                        openSite,
                        way(),
                        frames(),
                        !Boolean.FALSE.equals(group.flagOrNull("ownCode")),
                        null,
                        group.textOrNull("loadedFrom"));
    }

    private List<Step> way() throws ReportFormatException {
        List<Step> way = new ArrayList<>();
        for (JsonFields step : group.children("way")) {
            way.add(new Step(step.text("frame"), Role.of(step.text("whose"))));
        }
        return way;
    }

    static List<LeakSite> groups(JsonFields report) throws ReportFormatException {
        List<LeakSite> groups = new ArrayList<>();
        for (JsonFields group : report.children("leaks")) {
            groups.add(new JsonLeakReader(group).read());
        }
        return groups;
    }

    private LeakSite read() throws ReportFormatException {
        List<LeakedConnection> connections = new ArrayList<>();
        JsonConnectionReader reader =
                new JsonConnectionReader(owner, openSite, site, openStack, tests);
        for (JsonFields connection : group.children("connections")) {
            connections.add(reader.read(connection));
        }
        if (connections.isEmpty()) {
            throw new ReportFormatException("it has a leak site without a connection");
        }
        int count = group.count("count");
        return new LeakSite(
                group.text("fingerprint"),
                site,
                count,
                closedByAgent(count, connections),
                kinds(group.child("kinds")),
                owner,
                openStack,
                tests,
                parts(count, connections),
                connections);
    }

    /** Where the report does not say it: from the open site on, above which are frames of pools. */
    private List<String> frames() throws ReportFormatException {
        if (group.has("frames")) {
            return group.texts("frames");
        }
        int from = openSite == null ? 0 : Math.max(openStack.indexOf(openSite), 0);
        return Fingerprint.first(
                openStack.subList(from, openStack.size()).stream()
                        .map(frame -> StackFrame.parse(frame).element())
                        .filter(frame -> !Grouping.isJdk(frame.getClassName()))
                        .toList());
    }

    /** Where the report does not list them, from the connections that it shows. */
    private List<LeakPart> parts(int count, List<LeakedConnection> connections)
            throws ReportFormatException {
        if (!group.has("parts")) {
            return LeakParts.of(connections);
        }
        LeakParts parts = new LeakParts();
        long sum = 0;
        for (JsonFields part : group.children("parts")) {
            sum += part.count("count");
            parts.add(part(part));
        }
        if (sum > count) {
            throw new ReportFormatException(
                    "its parts of a leak site add up to " + sum + ", and its count is " + count);
        }
        return parts.list();
    }

    private static LeakPart part(JsonFields part) throws ReportFormatException {
        int count = part.count("count");
        Map<LeakKind, Integer> kinds = kinds(part.child("kinds"));
        long sum = 0;
        for (int number : kinds.values()) {
            sum += number;
        }
        if (sum != count) {
            throw new ReportFormatException(
                    "its kinds of a part add up to " + sum + ", and its count is " + count);
        }
        return new LeakPart(
                part.text("database"),
                part.texts("tests"),
                part.has("site") ? part.text("site") : part.textOrNull("openSite"),
                part.textOrNull("openSite"),
                count,
                part.has("closedByAgent") ? part.count("closedByAgent") : null,
                kinds);
    }

    /** Where the report does not say so, what its connections say, if they are all there. */
    private @Nullable Integer closedByAgent(int count, List<LeakedConnection> connections)
            throws ReportFormatException {
        if (group.has("closedByAgent")) {
            return group.count("closedByAgent");
        }
        return LeakSite.closed(count, connections);
    }

    private static Map<LeakKind, Integer> kinds(JsonFields kinds) throws ReportFormatException {
        Map<LeakKind, Integer> counts = new EnumMap<>(LeakKind.class);
        for (LeakKind kind : LeakKind.values()) {
            counts.put(kind, kinds.has(kind.json()) ? kinds.count(kind.json()) : 0);
        }
        return counts;
    }
}
