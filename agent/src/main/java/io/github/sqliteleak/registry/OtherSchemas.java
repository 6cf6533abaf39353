package io.github.sqliteleak.registry;

import io.github.sqliteleak.sql.ReadCertainty;
import io.github.sqliteleak.sql.StatementKind;
import io.github.sqliteleak.sql.WriteEffect;
import io.github.sqliteleak.sql.WriteTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has beside the database that it was opened on: temporary tables, and databases
 * that are attached. It decides whether a statement locks that database.
 */
public final class OtherSchemas {
    OtherSchemas() {}

    private @Nullable Set<String> temporary;
    private boolean temporaryRenamed;
    private AttachedDatabases attached = AttachedDatabases.NONE;

    /** A table that only this connection has was created. */
    public void createdTemporary(String sql) {
        WriteTarget created = WriteTarget.of(sql);
        if (created != null) {
            if (temporary == null) {
                temporary = new HashSet<>();
            }
            temporary.add(created.table());
        }
    }

    /** A statement that writes has run; it may have created {@code temp.something}. */
    public void ranWrite(String sql) {
        if (StatementKind.creates(sql)) {
            WriteTarget created = WriteTarget.of(sql);
            if (created != null && "temp".equals(created.schema())) {
                createdTemporary(sql);
            }
        }
    }

    /** True when the statement writes to a table that only this connection has. */
    public boolean writesTemporary(String sql) {
        if (temporary == null) {
            return false;
        }
        WriteTarget target = WriteTarget.of(sql);
        return target != null
                && (target.schema() == null
                        ? temporary.contains(target.table())
                        : target.schema().equals("temp"));
    }

    /** Whether a statement that writes, and has run well, has locked the database. */
    public WriteEffect effectOf(String sql) {
        if (temporary == null) {
            return WriteEffect.of(sql);
        }
        if (writesTemporary(sql)) {
            return WriteEffect.LOCKS_NOTHING;
        }
        WriteEffect effect = WriteEffect.besideTemporary(sql);
        // ALTER TABLE may give a temporary table a name that is not known here.
        temporaryRenamed |= WriteEffect.mayRename(sql);
        return temporaryRenamed ? WriteEffect.MAY_LOCK : effect;
    }

    /**
     * Whether a query has SQLite read the database. A temporary table goes before one of the same
     * name, and a table that is attached is found by its name alone.
     */
    public ReadCertainty readBy(String sql) {
        return unlessElsewhere(ReadCertainty.of(sql));
    }

    /** As {@link #readBy}, of a PRAGMA that sets nothing. */
    public ReadCertainty readByPragma(String sql) {
        return unlessElsewhere(ReadCertainty.ofPragma(sql));
    }

    private ReadCertainty unlessElsewhere(ReadCertainty read) {
        return read == ReadCertainty.SURE && areThere() ? ReadCertainty.MAYBE : read;
    }

    /** Whether there are any that an unqualified name may mean. */
    public boolean areThere() {
        return temporary != null || hasAttached();
    }

    /** An ATTACH has run. */
    public void attached(String sql, int flags) {
        attached = attached.with(sql, flags);
    }

    /** A DETACH has run. */
    public void detached(String sql) {
        attached = attached.without(sql);
    }

    /** The database that a DETACH is about; null when it is not known. */
    public @Nullable DatabaseFile detaching(String sql) {
        return attached.of(sql);
    }

    /** A statement of these may have run, or not. */
    public void mayHaveRun(List<String> statements) {
        for (String statement : statements) {
            switch (StatementKind.of(statement)) {
                case ATTACH -> attached = attached.withUnknown();
                case CREATE_TEMPORARY -> createdTemporary(statement);
                case WRITE -> ranWrite(statement);
                default -> {}
            }
        }
    }

    boolean hasAttached() {
        return !attached.isEmpty();
    }

    /** What is attached; null when that is not known of all. */
    @Nullable List<DatabaseFile> attachedFiles() {
        return attached.files();
    }
}
