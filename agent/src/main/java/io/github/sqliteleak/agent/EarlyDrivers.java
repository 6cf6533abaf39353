package io.github.sqliteleak.agent;

import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.Completeness.What;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.KnownGaps;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drivers that were loaded before the agent and so are not tracked. They are in the report when
 * they were used, or may have been.
 */
final class EarlyDrivers {
    /** The first release whose AOT caches load classes before an agent is asked. */
    private static final int HAS_AOT_CACHE = 24;

    private final DriverUse use;
    private final List<DriverInfo> drivers;
    private final KnownGaps gaps;
    private final List<Early> unreported = new ArrayList<>();

    private record Early(WeakReference<ClassLoader> loader, @Nullable String version) {}

    /**
     * @param drivers of the report, to which those are added that were used
     * @param gaps of the report, likewise
     */
    EarlyDrivers(DriverUse use, List<DriverInfo> drivers, KnownGaps gaps) {
        this.use = use;
        this.drivers = drivers;
        this.gaps = gaps;
    }

    /** Returns why it is not tracked and what to do, as a sentence for the user. */
    synchronized String add(ClassLoader loader, @Nullable String version) {
        unreported.add(new Early(new WeakReference<>(loader), version));
        // Of an agent that came first one expects that it uses what it has loaded.
        boolean unused = Boolean.FALSE.equals(use.isUsed(loader));
        return unused && Runtime.version().feature() >= HAS_AOT_CACHE
                ? "it was loaded before the agent, by an AOT cache of the JVM or by another agent;"
                        + " start the JVM with -XX:AOTMode=off, or give -javaagent of this one first"
                : "it was loaded before the agent, as by another agent that uses it; give"
                        + " -javaagent of this one first";
    }

    /** Looks which were used; to be called before a report is written. */
    synchronized void look() {
        Iterator<Early> each = unreported.iterator();
        while (each.hasNext()) {
            Early early = each.next();
            ClassLoader loader = early.loader().get();
            Boolean used = loader == null ? null : use.isUsed(loader);
            if (!Boolean.FALSE.equals(used)) {
                drivers.add(new DriverInfo(early.version(), DriverInfo.NOT_TRACKED));
                gaps.add(new Missing(What.ALREADY_LOADED, null, null, detail(early, used)));
                each.remove();
            }
        }
    }

    private static String detail(Early early, @Nullable Boolean used) {
        return "had sqlite-jdbc "
                + (early.version() == null ? "" : early.version() + ' ')
                + "loaded before the agent, so that "
                + (used == null
                        ? "it is not known whether connections were opened"
                        : "no connection of it was seen");
    }
}
