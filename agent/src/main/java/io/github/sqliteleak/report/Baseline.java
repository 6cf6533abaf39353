package io.github.sqliteleak.report;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The leaks that a build is allowed to have, so that a leaky suite can adopt the tool today. Its
 * JSON is the same for the same leaks: sorted, without times, line numbers or versions.
 */
public final class Baseline {
    private static final int SCHEMA = 1;
    private static final String APPLICATION = "application";

    private final Map<String, Entry> entries;

    /**
     * One leak site.
     *
     * @param frames what the fingerprint is made of, for people to read
     * @param count the most connections it may leak
     */
    public record Entry(String fingerprint, String owner, int count, List<String> frames) {}

    private Baseline(Collection<Entry> entries) {
        Map<String, Entry> sorted = new TreeMap<>();
        for (Entry entry : entries) {
            sorted.merge(
                    GroupMerge.key(entry.fingerprint(), entry.owner()), entry, Baseline::larger);
        }
        this.entries = sorted;
    }

    /** The baseline that allows these leaks. */
    public static Baseline of(List<LeakGroup> groups) {
        List<Entry> entries = new ArrayList<>();
        for (LeakGroup group : groups) {
            entries.add(
                    new Entry(group.fingerprint(), group.owner(), group.count(), group.frames()));
        }
        return new Baseline(entries);
    }

    /** Reads what {@link #render} writes; without {@code owner} it is the application. */
    public static Baseline parse(String json) throws ReportFormatException {
        JsonFields fields = JsonFields.parse(json);
        if (fields.has("jvm") || fields.has("jvms") || fields.has("tool")) {
            throw new ReportFormatException(
                    "it is a report of the agent, and no baseline; the verb baseline makes one of it");
        }
        fields.requireSchema(SCHEMA);
        List<Entry> entries = new ArrayList<>();
        // Without its list it would allow nothing, or pass for one that has been emptied.
        for (JsonFields leak : fields.requiredChildren("leaks")) {
            entries.add(
                    new Entry(
                            leak.text("fingerprint"),
                            leak.has("owner") ? leak.text("owner") : APPLICATION,
                            leak.count("count"),
                            leak.texts("frames")));
        }
        return new Baseline(entries);
    }

    /** The sites of both, each with the larger count. */
    public Baseline with(Baseline other) {
        List<Entry> both = new ArrayList<>(entries.values());
        both.addAll(other.entries.values());
        return new Baseline(both);
    }

    /** What it allows of this site, null when it does not know it. */
    public @Nullable Entry find(LeakGroup group) {
        return entries.get(GroupMerge.key(group.fingerprint(), group.owner()));
    }

    /** What none of these sites is found by. */
    public List<Entry> without(List<LeakGroup> groups) {
        Map<String, Entry> left = new LinkedHashMap<>(entries);
        for (LeakGroup group : groups) {
            left.remove(GroupMerge.key(group.fingerprint(), group.owner()));
        }
        return List.copyOf(left.values());
    }

    public String render() {
        JsonStringWriter json = JsonWriter.indent("  ").string();
        json.object().value("schema", SCHEMA).array("leaks");
        for (Entry entry : entries.values()) {
            json.object();
            json.value("fingerprint", entry.fingerprint());
            json.value("owner", entry.owner());
            json.value("count", entry.count());
            json.array("frames");
            for (String frame : entry.frames()) {
                json.value(frame);
            }
            json.end().end();
        }
        return json.end().end().done() + '\n';
    }

    private static Entry larger(Entry one, Entry other) {
        return other.count() > one.count() ? other : one;
    }
}
