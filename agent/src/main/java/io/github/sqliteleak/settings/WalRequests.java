package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.PragmaText;
import java.util.List;

/** Judges what became of each request for {@code journal_mode=WAL}. */
final class WalRequests {
    private final int stackDepth;
    private final IneffectiveSettings unmet;
    private final RefusedWal refused;

    WalRequests(int stackDepth, IneffectiveSettings unmet, RefusedWal refused) {
        this.stackDepth = stackDepth;
        this.unmet = unmet;
        this.refused = refused;
    }

    /** A text has run whose rows nobody sees. */
    void ranScript(TrackedConnection connection, List<String> statements, int resultCode) {
        for (String statement : statements) {
            PragmaText pragma = PragmaText.of(statement);
            if (pragma == null || !pragma.asksForWal()) {
                continue;
            }
            if (resultCode == 0 && database(connection).path() == null) {
                // SQLite leaves a database without a file as it is, and says so in the row only.
                answered(connection, "not wal: it is in no file");
            } else if (resultCode == 0) {
                refused.succeeded(connection);
            } else if (statements.size() == 1) {
                refusedWith(connection, resultCode);
            }
        }
    }

    /**
     * SQLite has answered a request.
     *
     * @param mode the mode that is in force now, in lower case
     */
    void answered(TrackedConnection connection, String mode) {
        if (mode.equals("wal")) {
            // Most common of all, and on the way of each opening: no look at the file's real name.
            refused.succeeded(connection);
            return;
        }
        DatabaseFile file = database(connection);
        String database = file.display();
        if (!unmet.isKnown(database, IneffectiveSetting.Kind.JOURNAL_MODE)) {
            boolean inTransaction = file.path() != null && hasWritten(connection);
            String actual = inTransaction ? mode + IneffectiveSetting.IN_TRANSACTION : mode;
            unmet.add(ineffective(database, actual));
        }
    }

    /** In a transaction that has not written, SQLite would have refused with an error. */
    private static boolean hasWritten(TrackedConnection connection) {
        OpenTransaction open = connection.transaction();
        return open != null && open.wrote() && open.hasLocked();
    }

    /** A request has failed. */
    void refusedWith(TrackedConnection connection, int code) {
        DatabaseFile database = database(connection);
        if (!unmet.isKnown(database.display(), IneffectiveSetting.Kind.JOURNAL_MODE)) {
            boolean ownResult =
                    code == ResultCodes.ERROR
                            && connection.transaction() == null
                            && connection.openCursors() > 0;
            String actual =
                    "refused with "
                            + ResultCodes.primaryName(code)
                            + (ownResult ? IneffectiveSetting.OWN_RESULT : "");
            refused.add(connection, database, ineffective(database.display(), actual));
        }
    }

    private IneffectiveSetting ineffective(String database, String actual) {
        return new IneffectiveSetting(
                database,
                IneffectiveSetting.Kind.JOURNAL_MODE,
                "wal",
                actual,
                CallStack.of(new CapturedStack(), stackDepth).site());
    }

    void closed(TrackedConnection connection) {
        refused.closed(connection);
    }

    /** The application has ended: nobody will try again. */
    void end() {
        refused.end();
    }

    private static DatabaseFile database(TrackedConnection connection) {
        return DatabaseFile.of(connection.file(), connection.flags());
    }
}
