package io.github.sqliteleak.transaction;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.ExclusiveMode;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.ReadCertainty;
import io.github.sqliteleak.sql.ReadSource;
import io.github.sqliteleak.sql.SqlFacts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which locks a transaction, or a connection in exclusive mode, has once a statement has run. */
final class LockEffects {
    /** PRAGMAs that write to the first page of the file. */
    private static final Set<String> IN_THE_HEADER =
            Set.of("application_id", "default_cache_size", "schema_version", "user_version");

    private volatile boolean keepStacks;

    LockEffects(boolean keepStacks) {
        this.keepStacks = keepStacks;
    }

    void keepStacks(boolean keep) {
        keepStacks = keep;
    }

    /** Null with {@code transaction-stacks=off}, and for a connection that nobody asks about. */
    @Nullable CapturedStack here(TrackedConnection connection) {
        return keepStacks && !connection.isExcluded() ? new CapturedStack() : null;
    }

    /** A query has run. */
    void read(TrackedConnection connection, @Nullable OpenTransaction open, String sql) {
        if (open != null && open.isUntouched() && open.isNewText(sql)) {
            read(connection, open, sql, connection.otherSchemas().readBy(sql));
        }
        ExclusiveMode exclusive = connection.exclusiveMode();
        if (exclusive != null
                && !exclusive.hasRead()
                && !connection.otherSchemas().areThere()
                && ReadSource.isTable(sql)) {
            exclusive.markRead();
        }
    }

    private void read(
            TrackedConnection connection, OpenTransaction open, String sql, ReadCertainty read) {
        if (read == ReadCertainty.NONE) {
            return;
        }
        boolean sure = read == ReadCertainty.SURE;
        CapturedStack here = sure || !open.mayHaveRead() ? here(connection) : null;
        if (sure) {
            open.markRead(sql, here);
        } else {
            open.markPossibleRead(sql, here);
        }
    }

    /** A statement that writes has run, or failed after it had got its locks. */
    void wrote(TrackedConnection connection, @Nullable OpenTransaction open, String sql) {
        connection.otherSchemas().ranWrite(sql);
        if ((open == null || open.wrote()) && connection.exclusiveMode() == null) {
            return;
        }
        switch (connection.otherSchemas().effectOf(sql)) {
            case LOCKS -> wrote(connection, open);
            case MAY_LOCK -> {
                if (open != null) {
                    open.markMayHaveLocked();
                }
            }
            case LOCKS_NOTHING -> {}
        }
    }

    private static void wrote(TrackedConnection connection, @Nullable OpenTransaction open) {
        if (open != null) {
            open.markWritten();
        }
        ExclusiveMode exclusive = connection.exclusiveMode();
        // It may have written to what is attached; what it has locked stays when that is gone.
        if (exclusive != null && !connection.hasAttached()) {
            exclusive.markWritten();
        }
    }

    /** A PRAGMA has run. */
    void pragma(TrackedConnection connection, @Nullable OpenTransaction open, String sql) {
        if (open != null && SqlFacts.of(sql).mayWrite()) {
            open.markMayHaveLocked();
        }
        String setting = SqlFacts.of(sql).setting();
        if (setting == null) {
            if (open != null && open.isUntouched()) {
                read(connection, open, sql, connection.otherSchemas().readByPragma(sql));
            }
            return;
        }
        int equals = setting.indexOf('=');
        String name = setting.substring(0, equals);
        if (IN_THE_HEADER.contains(name)) {
            wrote(connection, open);
        } else if (name.equals("locking_mode")) {
            String mode = setting.substring(equals + 1);
            ExclusiveMode.set(connection, mode, here(connection));
        }
    }
}
