package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.sql.PragmaText;
import io.github.sqliteleak.sql.ReadCertainty;
import io.github.sqliteleak.sql.SqlFacts;
import io.github.sqliteleak.sql.StatementKind;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.ThreadName;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one statement, hung on the driver's pointer object so that it goes with it.
 * Written by the thread that is inside the driver; read by others at exit, who then see a state
 * that is at most a moment old.
 */
public final class TrackedStatement {
    private final TrackedConnection connection;
    private final String sql;
    private final SqlFacts facts;
    private final StatementKind kind;
    private final @Nullable CapturedStack preparing;
    private boolean cursorOpen;
    private @Nullable String cursorThread;
    private long cursorThreadId;
    private long cursorNanos;

    TrackedStatement(
            TrackedConnection connection,
            String sql,
            SqlFacts facts,
            @Nullable CapturedStack preparing) {
        this.connection = connection;
        this.sql = sql;
        this.facts = facts;
        this.kind = facts.kind();
        this.preparing = preparing;
    }

    public TrackedConnection connection() {
        return connection;
    }

    /** The text as the application gave it. */
    public String sql() {
        return sql;
    }

    public StatementKind kind() {
        return kind;
    }

    /** True when it may read or set the busy timeout. */
    public boolean usesBusyTimeout() {
        return facts.usesBusyTimeout();
    }

    /** True for {@code PRAGMA wal_checkpoint}, whose row says whether it could do its work. */
    public boolean isCheckpoint() {
        return facts.isCheckpoint();
    }

    /** Whether it may read or change a setting, or may be thought to heed one. */
    public boolean concernsSettings() {
        return kind == StatementKind.PRAGMA || kind == StatementKind.BEGIN_DEFERRED;
    }

    /** What its text says about settings; null when that is nothing. */
    public @Nullable PragmaText pragma() {
        return facts.pragma();
    }

    /** Name of the thread that ran it when it last came to a result; null when it never did. */
    public @Nullable String cursorThread() {
        String name = cursorThread;
        return name == null ? null : ThreadName.of(name, cursorThreadId);
    }

    /** {@link System#nanoTime()} when it last came to a result, within 50 ms; 0 when never. */
    public long cursorNanos() {
        return cursorNanos;
    }

    /**
     * Whether its cursor keeps a read lock on the database that the connection was opened on, for
     * sure.
     */
    boolean readsForSure() {
        return kind == StatementKind.READ && connection.readsForSure(sql);
    }

    /** False for what reads from no table, whose cursor keeps no lock. */
    boolean mayRead() {
        return switch (kind) {
            case READ -> connection.otherSchemas().readBy(sql) != ReadCertainty.NONE;
            case PRAGMA -> connection.otherSchemas().readByPragma(sql) != ReadCertainty.NONE;
            default -> true;
        };
    }

    /** Where it was prepared; null unless {@code statement-stacks=on}. */
    public @Nullable CapturedStack preparing() {
        return preparing;
    }

    /** True while a row of its result is pending, which keeps a read lock. */
    public boolean cursorOpen() {
        return cursorOpen;
    }

    public void cursorOpen(boolean open) {
        if (open) {
            Thread current = Thread.currentThread();
            String name = current.getName();
            cursorThread = name;
            cursorThreadId = name.isEmpty() ? Foreign.id(current) : 0;
            cursorNanos = connection.lastUseNanos();
        }
        cursorOpen = open;
        if (!open && kind == StatementKind.WRITE) {
            WriteCursor ended = connection.writeCursor();
            if (ended != null && ended.isOf(this)) {
                connection.writeCursor(null);
            }
        }
    }

    /**
     * False for statements of the driver's own, which the application neither sees nor can close.
     */
    public boolean isApplications() {
        return !sql.equals("SELECT last_insert_rowid();") && !sql.equals("SELECT 1 WHERE 1 = 2;");
    }
}
