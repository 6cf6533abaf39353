package io.github.sqliteleak.registry;

import org.jspecify.annotations.Nullable;

/** A database file by one of its names, and what connections of this JVM have done to it. */
public final class UsedFile {
    private final DatabaseFile database;
    private final boolean hadWal;
    private volatile boolean followed;
    private volatile boolean readByWriter;
    private volatile @Nullable String readOnlyLast;

    private volatile @Nullable String openedLate;

    UsedFile(DatabaseFile database, boolean hadWal) {
        this.database = database;
        this.hadWal = hadWal;
    }

    public DatabaseFile database() {
        return database;
    }

    /** Whether it had a WAL before the first connection of this JVM did anything. */
    public boolean hadWal() {
        return hadWal;
    }

    /** False when all its connections were excluded. */
    public boolean isFollowed() {
        return followed;
    }

    void markFollowed() {
        followed = true;
    }

    /**
     * Whether a connection that may write has read from it, and was closed: SQLite takes in what an
     * earlier program has left then.
     */
    public boolean isReadByWriter() {
        return readByWriter;
    }

    /**
     * Where the connection was opened that was closed last, while there was a WAL, and could not
     * write; null when it was another one.
     */
    public @Nullable String readOnlyLast() {
        return readOnlyLast;
    }

    /** The thread that has opened it when connections were not followed any more; null for none. */
    public @Nullable String openedLate() {
        return openedLate;
    }

    void openedLateBy(String thread) {
        openedLate = thread;
        followed = true;
    }

    void closedByWriter(boolean hasRead) {
        if (hasRead && !readByWriter) {
            readByWriter = true;
        }
        if (readOnlyLast != null) {
            readOnlyLast = null;
        }
    }

    void closedByReader(String openedAt) {
        readOnlyLast = openedAt;
    }
}
