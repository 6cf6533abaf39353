package io.github.sqliteleak.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes whole reports for tests. */
public final class Reports {
    private Reports() {}

    public static JvmInfo jvm(@Nullable ExitKind exit) {
        return new JvmInfo(
                4711,
                "com.example.App",
                "17.0.15",
                Leak.NOON,
                exit == null ? null : Leak.NOON.plusSeconds(9),
                exit,
                exit == ExitKind.HOOKS_TIMED_OUT
                        ? List.of("\"saver\" at a.Saver.run(Saver.java:5)")
                        : List.of());
    }

    public static LeakReport of(Totals totals) {
        return new LeakReport(
                jvm(ExitKind.NORMAL),
                List.of(new DriverInfo("3.54.1.0", "full")),
                totals,
                List.of(),
                List.of(),
                List.of());
    }

    /** In which all was closed. */
    public static LeakReport lacking(Completeness completeness) {
        return new LeakReport(
                jvm(ExitKind.NORMAL),
                List.of(new DriverInfo("3.54.1.0", "full")),
                new Totals(12, 12, 0, 0, 4, 0),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                completeness);
    }

    public static LeakReport of(Leak... leaks) {
        return of(ExitKind.NORMAL, List.of(), leaks);
    }

    public static LeakReport of(
            @Nullable ExitKind exit, List<DatabaseReport> databases, Leak... leaks) {
        List<LeakedConnection> connections = new ArrayList<>();
        for (Leak leak : leaks) {
            connections.add(leak.leaked());
        }
        return new LeakReport(
                jvm(exit),
                List.of(new DriverInfo("3.54.1.0", "full")),
                new Totals(leaks.length + 9, 9, leaks.length, 0, 4, 0),
                Grouping.group(connections),
                List.of(),
                databases);
    }

    /** Of a JVM that has not come to its end. */
    public static LeakReport unfinished(Leak... leaks) {
        return of(null, List.of(), leaks);
    }

    public static DatabaseReport truncated() {
        return new DatabaseReport(
                "/work/data/app.db",
                "wal",
                41_232L,
                0L,
                new CheckpointOutcome(CheckpointOutcome.Result.TRUNCATED, null, 0, 10, 10),
                List.of(),
                null);
    }
}
