package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A look at a database that changes nothing.
 *
 * @param facts name and value, in the order to show
 * @param holders who has it open
 */
record Examination(Map<String, String> facts, List<Finding> findings, List<FileHolder> holders) {
    private static final long LARGE_WAL = 64L << 20;
    // Without a -shm, and before SQLite 3.22 with a stale one too.
    private static final Set<Integer> CANNOT_RECOVER =
            Set.of(KnownError.SQLITE_CANTOPEN.code(), KnownError.SQLITE_READONLY.code());
    private static final String ASK_FIX = "run the Doctor with --fix";
    private static final List<String> SETTINGS =
            List.of(
                    "page_size",
                    "page_count",
                    "freelist_count",
                    "encoding",
                    "auto_vacuum",
                    "user_version");

    static Examination of(Path file) {
        // Before anything is opened here, which would be a holder itself.
        Examination examination =
                new Examination(new LinkedHashMap<>(), new ArrayList<>(), FileHolders.of(file));
        examination.lookAtHolders();
        examination.lookAtFiles(file);
        examination.lookInside(file);
        return examination;
    }

    private void lookAtHolders() {
        String nobody = FileHolders.areKnown() ? "nobody" : "not known on this system";
        String all = holders.stream().map(FileHolder::toString).collect(Collectors.joining("; "));
        facts.put("held by", all.isEmpty() ? nobody : all);
    }

    private void lookAtFiles(Path file) {
        facts.put("database", WalFiles.bytes(file) + " bytes");
        List<Path> beside = WalFiles.auxiliaryFiles(file);
        for (Path path : beside) {
            String suffix = path.toString().substring(path.toString().lastIndexOf('-'));
            facts.put(suffix, WalFiles.bytes(path) + " bytes");
        }
        long walBytes = WalFiles.walBytes(file);
        boolean walOrShm = beside.stream().anyMatch(p -> !p.toString().endsWith(WalFiles.JOURNAL));
        if (walOrShm && holders.isEmpty() && FileHolders.areKnown()) {
            add(
                    leftBehind(file, walBytes),
                    ASK_FIX
                            + ", or open, read and close the database once"
                            + " with a connection that may write; never delete or move a -wal",
                    true);
        } else if (walBytes > LARGE_WAL) {
            add(
                    "The -wal has grown to " + walBytes + " bytes.",
                    "look for a reader that never ends, then " + ASK_FIX,
                    true);
        }
    }

    /** What can be said of it afterwards: the files of both are the same. */
    private static String leftBehind(Path file, long walBytes) {
        if (walBytes == 0) {
            return "Left behind without content: -wal or -shm, and nobody has the database open."
                    + " The last connection was read-only, or its program ended without closing it.";
        }
        String bytes =
                "its "
                        + walBytes
                        + " bytes may hold writes that are not in the database"
                        + " file yet.";
        boolean index =
                WalFiles.auxiliaryFiles(file).stream()
                        .anyMatch(path -> path.toString().endsWith("-shm"));
        return index
                ? "Left behind: a -wal, and nobody has the database open; "
                        + bytes
                        + " The last connection to be closed was read-only, or a program was killed,"
                        + " or ended without closing it."
                : "Left behind: a -wal without its -shm, and nobody has the database open; "
                        + bytes
                        + " The files were copied while in use, or a program was killed that had the"
                        + " database in locking_mode=EXCLUSIVE.";
    }

    private void lookInside(Path file) {
        try (Connection connection = ReadOnlyLook.open(file)) {
            String mode = ReadOnlyLook.journalMode(file);
            facts.put("journal_mode", mode == null ? "not known" : mode);
            lookForResetBug(mode, WalResetBug.version(connection));
            for (String setting : SETTINGS) {
                facts.put(setting, String.valueOf(Sql.value(connection, "PRAGMA " + setting)));
            }
            if (checkIntegrity(connection)) {
                checkForeignKeys(connection);
            }
        } catch (SQLException e) {
            notExamined(file, e);
        }
    }

    private void lookForResetBug(@Nullable String mode, String version) {
        if ("wal".equals(mode) && WalResetBug.affects(version)) {
            add(
                    "SQLite "
                            + version
                            + " can corrupt a database in WAL mode that several connections or"
                            + " processes have open (the WAL-reset bug).",
                    WalResetBug.CURE,
                    false);
        }
    }

    private boolean checkIntegrity(Connection connection) throws SQLException {
        List<String> problems = Sql.values(connection, "PRAGMA integrity_check(20)");
        boolean ok = problems.equals(List.of("ok"));
        facts.put("integrity", ok ? "ok" : "damaged");
        if (!ok) {
            add(
                    "Integrity check:\n" + String.join("\n", problems),
                    "keep a copy; REINDEX if only indexes are named, else restore a backup or use"
                            + " the shell's .recover",
                    false);
        }
        return ok;
    }

    private void checkForeignKeys(Connection connection) throws SQLException {
        Map<String, Long> byTable =
                Sql.values(connection, "PRAGMA foreign_key_check").stream()
                        .collect(
                                Collectors.groupingBy(
                                        table -> table, TreeMap::new, Collectors.counting()));
        facts.put("foreign keys", byTable.isEmpty() ? "ok" : "violated");
        byTable.forEach(
                (table, rows) ->
                        add(
                                "Rows of " + table + " that refer to nothing: " + rows + ".",
                                "repair the rows, and set foreign_keys=ON on every connection",
                                false));
    }

    private void notExamined(Path file, SQLException e) {
        ResultCode code = ResultCode.of(e);
        boolean corrupt = code.primary() == KnownError.SQLITE_CORRUPT.code();
        facts.put("integrity", corrupt ? "damaged" : "not examined");
        if (code.code() == KnownError.SQLITE_READONLY_ROLLBACK.code()) {
            add("A crash left a hot -journal: a half-done commit.", ASK_FIX, true);
        } else if (WalFiles.walBytes(file) > 0 && CANNOT_RECOVER.contains(code.primary())) {
            // The stale -wal is a finding already.
            facts.put("integrity", "not examined: the -wal must be recovered first");
        } else {
            add(SqliteErrors.explain(e), "", false);
        }
    }

    private void add(String text, String cure, boolean fixable) {
        findings.add(new Finding(text, cure, fixable));
    }
}
