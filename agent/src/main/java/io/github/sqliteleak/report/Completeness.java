package io.github.sqliteleak.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a report is the whole truth, and what it lacks when it is not. A gate does not pass what
 * is not complete.
 *
 * @param complete never true while something is missing; false with nothing missing where a report
 *     does not say what it lacks
 * @param missing in the order in which it was noticed
 */
public record Completeness(boolean complete, List<Missing> missing) {
    public static final Completeness COMPLETE = new Completeness(true, List.of());

    /** The kinds of knowledge that can be missing. */
    public enum What {
        /** Hooks failed, so that statements, transactions or closings may not have been seen. */
        HOOKS("hooks"),
        /** Too many hooks failed, and nothing was followed any more from then on. */
        TRACKING_OFF("tracking-off"),
        /** Connections were opened, and the hooks that would have followed them failed. */
        OPENINGS("openings"),
        /** The work at the end of the JVM did not begin, or was cut short. */
        EXIT_WORK("exit-work"),
        /** A copy of the driver is left as it is. */
        DRIVER("driver"),
        /** Classes of the driver were there before the agent. */
        ALREADY_LOADED("already-loaded"),
        /** What should have been printed could not be. */
        CONSOLE("console");

        private final String json;

        What(String json) {
            this.json = json;
        }

        /** The name used in the JSON report. */
        public String json() {
            return json;
        }
    }

    /**
     * One thing that a report does not know.
     *
     * @param since when it began; null when that is not known, or says nothing
     * @param count how many connections may be missing; null when that is not known
     * @param detail what happened, in words that follow the name of the JVM: "had a driver that …"
     */
    public record Missing(What what, @Nullable Instant since, @Nullable Long count, String detail) {

        private boolean isLike(Missing other) {
            return what == other.what && detail.equals(other.detail);
        }

        /** Both, seen from outside the two JVMs. */
        private Missing with(Missing other) {
            return new Missing(
                    what,
                    earliest(since, other.since),
                    count == null || other.count == null ? null : count + other.count,
                    detail);
        }
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    public Completeness {
        missing = List.copyOf(missing);
        complete = complete && missing.isEmpty();
    }

    /** A report that lacks this, and is complete when that is nothing. */
    public static Completeness lacking(List<Missing> missing) {
        return missing.isEmpty() ? COMPLETE : new Completeness(false, missing);
    }

    /** Of two JVMs together: the same kind with the same words is added up. */
    public Completeness and(Completeness other) {
        List<Missing> all = new ArrayList<>(missing);
        for (Missing next : other.missing) {
            int at = 0;
            while (at < all.size() && !all.get(at).isLike(next)) {
                at++;
            }
            if (at < all.size()) {
                all.set(at, all.get(at).with(next));
            } else {
                all.add(next);
            }
        }
        return new Completeness(complete && other.complete, all);
    }

    /** With what follows from the rest of the report, unless it stands there already. */
    Completeness with(JvmInfo jvm, List<DriverInfo> drivers) {
        List<Missing> all = new ArrayList<>(missing);
        if (jvm.exit() == null && !lacks(What.EXIT_WORK)) {
            all.add(
                    new Missing(
                            What.EXIT_WORK,
                            null,
                            null,
                            "has not come to its end: killed, or still running;"
                                    + " it reported when its tests had ended"));
        }
        for (DriverInfo driver : drivers) {
            boolean said = lacks(What.DRIVER) || lacks(What.ALREADY_LOADED);
            if (driver.tracking().equals(DriverInfo.NOT_TRACKED) && !said) {
                all.add(
                        new Missing(
                                What.DRIVER,
                                null,
                                null,
                                "had a driver that the agent does not track: sqlite-jdbc"
                                        + (driver.version() == null
                                                ? ""
                                                : ' ' + driver.version())));
            }
        }
        return new Completeness(complete, all);
    }

    private boolean lacks(What what) {
        for (Missing one : missing) {
            if (one.what == what) {
                return true;
            }
        }
        return false;
    }
}
