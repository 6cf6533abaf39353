package io.github.sqliteleak.judge;

import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.StackFrame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The leaks that a build is allowed to have, so that a leaky suite can adopt the tool today. */
public final class Baseline {
    private final Map<String, Entry> entries;
    private final boolean old;

    /**
     * One leak site.
     *
     * @param frames what the fingerprint is made of, for people to read
     * @param count the most connections it may leak
     */
    public record Entry(String fingerprint, String owner, int count, List<String> frames) {}

    public Baseline(Collection<Entry> entries) {
        this(entries, false);
    }

    private Baseline(Collection<Entry> entries, boolean old) {
        this.old = old;
        Map<String, Entry> sorted = new TreeMap<>();
        for (Entry entry : entries) {
            sorted.merge(
                    SiteMerge.key(entry.fingerprint(), entry.owner()), entry, Baseline::larger);
        }
        this.entries = sorted;
    }

    /**
     * One of the first schema, whose fingerprints are made of the first frames of a stack. A site
     * is found by those frames: they are on its stack in this order.
     */
    public static Baseline old(Collection<Entry> entries) {
        return new Baseline(entries, true);
    }

    /** Whether its fingerprints are those of an earlier version. */
    public boolean isOld() {
        return old;
    }

    /** The baseline that allows these leaks. */
    public static Baseline of(List<LeakSite> groups) {
        List<Entry> entries = new ArrayList<>();
        for (LeakSite group : groups) {
            entries.add(
                    new Entry(group.fingerprint(), group.owner(), group.count(), group.frames()));
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
    public @Nullable Entry find(LeakSite group) {
        Entry entry = entries.get(SiteMerge.key(group.fingerprint(), group.owner()));
        if (entry == null && old) {
            for (Entry other : entries.values()) {
                if (other.owner().equals(group.owner()) && isOnStack(other.frames(), group)) {
                    return other;
                }
            }
        }
        return entry;
    }

    private static boolean isOnStack(List<String> frames, LeakSite group) {
        int at = 0;
        for (String frame : group.openStack()) {
            if (at < frames.size() && StackFrame.parse(frame).stableName().equals(frames.get(at))) {
                at++;
            }
        }
        return at > 0 && at == frames.size();
    }

    /** What none of these sites is found by. */
    public List<Entry> without(List<LeakSite> groups) {
        Map<String, Entry> left = new LinkedHashMap<>(entries);
        for (LeakSite group : groups) {
            Entry found = find(group);
            if (found != null) {
                left.remove(SiteMerge.key(found.fingerprint(), found.owner()));
            }
        }
        return List.copyOf(left.values());
    }

    /** The sites sorted by fingerprint and owner. */
    public Collection<Entry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    private static Entry larger(Entry one, Entry other) {
        return other.count() > one.count() ? other : one;
    }
}
