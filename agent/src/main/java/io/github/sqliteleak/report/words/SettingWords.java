package io.github.sqliteleak.report.words;

import io.github.sqliteleak.report.SettingNote;

/** Settings by the names that people know. */
public final class SettingWords {
    private SettingWords() {}

    /** A kind that this version does not know stands as it is. */
    public static String title(SettingNote note) {
        return switch (note.setting()) {
            case "journal_mode" -> "journal_mode=WAL";
            case "memory-pool" -> "one database in memory for a pool";
            case "pragma-script" -> "PRAGMAs behind the first one in a text";
            case "driver-copies" -> "one copy of sqlite-jdbc";
            case "wal-reset-bug" -> "a SQLite without the WAL-reset bug";
            case "unknown-key" -> "a setting that the driver does not know";
            case "unknown-pragma" -> "a PRAGMA that SQLite does not know";
            case "memory-ended" -> "a database in memory that lives on";
            case "file-moved" -> "a file that stays where it is";
            case "shared-cache" -> "readers beside a writer";
            case "network-file-system" -> "a local disk";
            case "read-only-file-system" -> "a file system that can be written";
            case "file-permissions" -> "files that this process may use";
            case "no-transaction" -> "a transaction";
            case "savepoint" -> "auto-commit after setSavepoint";
            case "is-valid" -> "an answer of isValid";
            case "abort" -> "Connection.abort";
            case "cancel" -> "Statement.cancel on a wait for a lock";
            case "query-timeout" -> "setQueryTimeout";
            case "read-only" -> "setReadOnly";
            case "open-files" -> "a descriptor for one more file";
            default -> note.setting();
        };
    }
}
