package io.github.sqliteleak.waits;

import org.jspecify.annotations.Nullable;

/** Why a lock could not be had, where more is known than who holds it. */
public enum LockCause {
    /** The transaction read before another connection wrote: it cannot write any more. */
    STALE_SNAPSHOT("stale-snapshot"),
    /** A transaction that began with a read wants to write: SQLite does not wait then. */
    READ_THEN_WRITE("read-then-write"),
    /**
     * As {@link #STALE_SNAPSHOT}, where an open result keeps the snapshot outside a transaction.
     */
    STALE_CURSOR("stale-cursor"),
    /** As {@link #READ_THEN_WRITE}, where it was an open result that read. */
    CURSOR_THEN_WRITE("cursor-then-write"),
    /** Readers keep a checkpoint from doing all its work. */
    CHECKPOINT_PINNED("checkpoint-pinned"),
    /** A writer does, and no reader that is known of. */
    CHECKPOINT_BEHIND_WRITER("checkpoint-behind-writer"),
    /** Somebody does, and whether that one reads or writes is not known. */
    CHECKPOINT_BUSY("checkpoint-busy"),
    /** In a shared cache, SQLite does not wait. */
    SHARED_CACHE("shared-cache"),
    /** The connection has no busy timeout. */
    NO_TIMEOUT("no-busy-timeout"),
    /** A change of {@code journal_mode} for which SQLite does not wait. */
    JOURNAL_MODE("journal-mode"),
    /** The connection's own open result is in the way. */
    OWN_RESULT("own-result"),
    /** Another connection of the same thread is in the way. */
    OWN_THREAD("own-thread"),
    /** All carriers of virtual threads wait for one that needs a carrier to go on. */
    CARRIERS_BLOCKED("carriers-blocked"),
    /** Where there is no WAL, readers and writers wait for each other. */
    READERS_WITHOUT_WAL("readers-without-wal"),
    /** A copy of a whole database is being made. */
    BACKUP("backup"),
    /** A copy of a whole database has failed, which does not wait as statements do. */
    COPY_FAILED("copy-failed"),
    /** A copy to this database has ended well, and nothing was copied. */
    RESTORED_NOTHING("restored-nothing"),
    /** The connection's own transaction is in the way. */
    OWN_TRANSACTION("own-transaction"),
    /** Something else that the connection has open is in the way. */
    SAME_CONNECTION("same-connection"),
    /** The lock folder of {@code vfs=unix-dotfile} is there, and nobody is known to hold it. */
    STALE_LOCK_FOLDER("stale-lock-folder"),
    /** SQLite has not waited although there is a busy timeout, and why is not known. */
    NOT_WAITED("not-waited");

    private final String json;

    LockCause(String json) {
        this.json = json;
    }

    /** The name used in reports. */
    public String json() {
        return json;
    }

    /** That of this name; null for one that is not known, as of a later version. */
    public static @Nullable LockCause of(String json) {
        for (LockCause cause : values()) {
            if (cause.json.equals(json)) {
                return cause;
            }
        }
        return null;
    }

    /** Whether it is about a checkpoint that could not do all its work. */
    public boolean isOfCheckpoint() {
        return switch (this) {
            case CHECKPOINT_PINNED, CHECKPOINT_BEHIND_WRITER, CHECKPOINT_BUSY -> true;
            case STALE_SNAPSHOT,
                    READ_THEN_WRITE,
                    STALE_CURSOR,
                    CURSOR_THEN_WRITE,
                    SHARED_CACHE,
                    NO_TIMEOUT,
                    JOURNAL_MODE,
                    OWN_RESULT,
                    OWN_THREAD,
                    CARRIERS_BLOCKED,
                    READERS_WITHOUT_WAL,
                    BACKUP,
                    COPY_FAILED,
                    RESTORED_NOTHING,
                    OWN_TRANSACTION,
                    SAME_CONNECTION,
                    STALE_LOCK_FOLDER,
                    NOT_WAITED ->
                    false;
        };
    }
}
