package io.github.sqliteleak.settings;

import org.jspecify.annotations.Nullable;

/**
 * A setting that was asked for and is not in force.
 *
 * @param database path, or how it is in memory
 * @param asked what was asked for
 * @param actual what is the case instead
 * @param site where it was asked for; null when not known
 */
public record IneffectiveSetting(
        String database, Kind setting, String asked, String actual, @Nullable String site) {

    /** Follows the mode that stays in force because of the transaction that asked for another. */
    static final String IN_TRANSACTION = ", as a transaction was open";

    /** Follows a refusal because of a result that the same connection has open. */
    static final String OWN_RESULT = ", as a result of the same connection was open";

    /** The closed list. */
    public enum Kind {
        JOURNAL_MODE("journal_mode"),
        MEMORY_POOL("memory-pool"),
        PRAGMA_SCRIPT("pragma-script"),
        DRIVER_COPIES("driver-copies"),
        WAL_RESET_BUG("wal-reset-bug"),
        UNKNOWN_KEY("unknown-key"),
        UNKNOWN_PRAGMA("unknown-pragma"),
        /** Asked for by a PRAGMA, which is no PRAGMA. */
        TRANSACTION_MODE("transaction_mode"),
        FOREIGN_KEYS("foreign_keys"),
        /** A database in memory that is not the one it is taken for. */
        MEMORY_ENDED("memory-ended"),
        /** A file that is not the one that was opened. */
        FILE_MOVED("file-moved"),
        BUSY_TIMEOUT("busy_timeout"),
        /** Connections of one cache, which WAL does not help. */
        SHARED_CACHE("shared-cache"),
        NETWORK("network-file-system"),
        READ_ONLY_FILES("read-only-file-system"),
        /** Files or a folder that this process may not read or write. */
        FILE_PERMISSIONS("file-permissions"),
        SYNCHRONOUS("synchronous"),
        /** A transaction that the driver takes for open. */
        NO_TRANSACTION("no-transaction"),
        SAVEPOINT("savepoint"),
        IS_VALID("is-valid"),
        ABORT("abort"),
        CANCEL("cancel"),
        QUERY_TIMEOUT("query-timeout"),
        READ_ONLY("read-only"),
        /** Descriptors, of which there are no more. */
        OPEN_FILES("open-files");

        private final String json;

        Kind(String json) {
            this.json = json;
        }

        /** The name used in reports. */
        public String json() {
            return json;
        }
    }

    /** The same, asked for at another place. */
    IneffectiveSetting at(@Nullable String otherSite) {
        return new IneffectiveSetting(database, setting, asked, actual, otherSite);
    }

    /** What to do about it. */
    public String advice() {
        return SettingLine.advice(this);
    }

    /** One line for the user. */
    public String line() {
        String at = site == null ? "" : ", at " + site;
        return SettingLine.lead(this) + at + "; " + advice();
    }
}
