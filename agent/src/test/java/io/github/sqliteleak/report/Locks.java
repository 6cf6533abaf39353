package io.github.sqliteleak.report;

import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes waits for locks for tests: one that failed after 3 s, because of a write transaction. */
public final class Locks {
    private final @Nullable String waiterSite;
    private @Nullable String database = "/work/data/app.db";
    private int count = 1;
    private String code = "SQLITE_BUSY";
    private long holder = 7;
    private String thread = "writer";
    private String holderSite = "a.Holder.run(Holder.java:9)";
    private String openSite = "a.Holder.open(Holder.java:3)";
    private @Nullable String cause;
    private boolean held = true;
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;

    private Locks(@Nullable String waiterSite) {
        this.waiterSite = waiterSite;
    }

    public static Locks wait(@Nullable String waiterSite) {
        return new Locks(waiterSite);
    }

    public Locks times(int times) {
        count = times;
        return this;
    }

    public Locks code(String resultCode) {
        code = resultCode;
        return this;
    }

    /** As the JSON report names it. */
    public Locks cause(String name) {
        cause = name;
        return this;
    }

    public Locks withoutHolders() {
        held = false;
        return this;
    }

    /** Null for one of several. */
    public Locks database(@Nullable String path) {
        database = path;
        return this;
    }

    public Locks heldAt(String site) {
        holderSite = site;
        return this;
    }

    public Locks openedAt(String site) {
        openSite = site;
        return this;
    }

    public Locks heldBy(long connection, String threadName) {
        holder = connection;
        thread = threadName;
        return this;
    }

    /** Seconds after noon. */
    public Locks between(int first, int last) {
        firstAt = Leak.NOON.plusSeconds(first);
        lastAt = Leak.NOON.plusSeconds(last);
        return this;
    }

    public LockWaitGroup group() {
        return new LockWaitGroup(
                database,
                waiterSite,
                "write",
                "insert into t values(?)",
                count,
                3_000L * count,
                3_000,
                count,
                List.of(code),
                cause,
                null,
                null,
                held ? List.of(holder()) : List.of(),
                firstAt,
                lastAt);
    }

    private LockHolder holder() {
        return new LockHolder(
                holder, thread, holderSite, openSite, null, null, "write-transaction", null);
    }

    /** The report with these waits. */
    public static LeakReport in(LeakReport report, Locks... waits) {
        return new LeakReport(
                report.jvm(),
                report.drivers(),
                report.totals(),
                report.leaks(),
                List.of(waits).stream().map(Locks::group).toList(),
                report.databases());
    }
}
