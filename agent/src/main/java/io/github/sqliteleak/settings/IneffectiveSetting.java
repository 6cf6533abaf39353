package io.github.sqliteleak.settings;

import io.github.sqliteleak.driver.WalResetBug;
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

    /** The closed list. */
    public enum Kind {
        JOURNAL_MODE("journal_mode"),
        MEMORY_POOL("memory-pool"),
        PRAGMA_SCRIPT("pragma-script"),
        DRIVER_COPIES("driver-copies"),
        SQLITE_VERSION("sqlite-version");

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
        return switch (setting) {
            case JOURNAL_MODE -> walAdvice();
            case MEMORY_POOL ->
                    "give the pool a file, one connection only, or"
                            + " jdbc:sqlite:file:/NAME?vfs=memdb, which connections share";
            case PRAGMA_SCRIPT ->
                    "run each PRAGMA by itself, or put it into the URL: ?foreign_keys=on&cache_size=…";
            case DRIVER_COPIES ->
                    "load sqlite-jdbc once, in a class loader that all its users share: one copy"
                            + " does not see the locks of another, which loses data";
            case SQLITE_VERSION -> WalResetBug.CURE;
        };
    }

    private String walAdvice() {
        if (actual.equals("memory")) {
            return "a database in memory has no WAL: use a file, or do not ask";
        }
        if (actual.endsWith(IN_TRANSACTION)) {
            return "ask outside of a transaction, such as after its commit: once set it stays in the"
                    + " file";
        }
        if (actual.startsWith("refused")) {
            return "ask on a connection that may write, outside a transaction and while no other"
                    + " connection uses the database: once set it stays in the file";
        }
        return "WAL takes a database in a file on a local disk that can be written, with"
                + " SQLite's own way of locking (no immutable=1, no other vfs)";
    }

    /** One line for the user. */
    public String line() {
        String at = site == null ? "" : ", at " + site;
        return lead() + at + "; " + advice();
    }

    private String lead() {
        return switch (setting) {
            case JOURNAL_MODE ->
                    "journal_mode=WAL is not in force on " + database + " (" + actual + ')';
            case MEMORY_POOL -> "a pool of more than one on " + database + ", where " + actual;
            case PRAGMA_SCRIPT ->
                    "only the first of several statements in one text ran on "
                            + database
                            + ", not "
                            + asked;
            case DRIVER_COPIES ->
                    "two copies of sqlite-jdbc have one database open, " + database + ": " + actual;
            case SQLITE_VERSION ->
                    "the SQLite of this driver can corrupt "
                            + database
                            + ", which is in WAL mode and "
                            + actual;
        };
    }
}
