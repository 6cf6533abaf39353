package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.sql.PragmaText;
import io.github.sqliteleak.sql.SqlFacts;
import io.github.sqliteleak.sql.SqlScript;
import io.github.sqliteleak.sql.StatementKind;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches PRAGMAs and openings for settings that are thought to be in force and are not. Runs no
 * SQL: it reads what SQLite answered to the application.
 */
public final class SettingsWatch {
    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;
    private final RefusedWal refused;
    private final SkippedPragmas skipped;
    private final OpeningWatch openings;
    private final VainPragmas vain;
    private final MemoryLives lives;
    private final MovedFiles moved;
    private final LoweredTimeouts timeouts;
    private final NetworkFiles network;
    private final DriverFacts facts;

    /**
     * @param stackDepth the most frames of a stack to look at
     * @param showSql whether statements may be named
     * @param printer takes each line, in a thread of the agent's own
     */
    public SettingsWatch(
            ConnectionRegistry registry,
            int stackDepth,
            BooleanSupplier showSql,
            Consumer<String> printer) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = new IneffectiveSettings(printer);
        this.refused = new RefusedWal(unmet);
        this.skipped = new SkippedPragmas(unmet, refused, showSql);
        this.openings = new OpeningWatch(registry, stackDepth, unmet);
        this.vain = new VainPragmas(registry, stackDepth, unmet);
        this.lives = new MemoryLives(registry, stackDepth, unmet);
        this.moved = new MovedFiles(registry, stackDepth, unmet);
        this.timeouts = new LoweredTimeouts(registry, stackDepth, unmet);
        this.network = new NetworkFiles(registry, stackDepth, unmet, NetworkFiles.ofThisMachine());
        this.facts = new DriverFacts(registry, stackDepth, unmet);
    }

    /** The constructor of a connection has returned, which was given these properties. */
    public void opened(TrackedConnection connection, @Nullable Object properties) {
        openings.opened(connection, properties);
        lives.opened(connection);
        network.opened(connection);
    }

    /** A statement begins on a connection that {@link TrackedConnection#isUseAwaited}. */
    public void used(TrackedConnection connection) {
        openings.used(connection);
    }

    /** A PRAGMA has run; its row, if it has one, is the current one. */
    public void ran(TrackedStatement statement) {
        TrackedConnection connection = statement.connection();
        set(connection, statement.sql(), true);
        PragmaText pragma = statement.pragma();
        if (pragma == null || registry.isExcluded(connection)) {
            return;
        }
        if (!pragma.notRun().isEmpty()) {
            notRun(connection, pragma.notRun());
        }
        if (pragma.asksForWal()) {
            String answer = connection.firstColumn(statement);
            if (answer != null) {
                answered(connection, answer.toLowerCase(Locale.ROOT));
            }
        }
    }

    /** A text has run of which every statement is run, and whose rows nobody sees. */
    public void ranScript(TrackedConnection connection, String script, int resultCode) {
        if (connection.isUseAwaited()) {
            openings.used(connection);
        }
        if (StatementKind.of(script) != StatementKind.PRAGMA || registry.isExcluded(connection)) {
            return;
        }
        List<String> statements = SqlScript.split(script);
        boolean judged = resultCode == 0 && !controlsTransaction(statements);
        for (String statement : statements) {
            // Of one that failed, any may have run.
            set(connection, statement, judged);
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
     * Whether the driver itself sets it, in a constructor that was at work when the agent came. The
     * end of such a constructor is not seen.
     */
    private static boolean isSetByConstructor(TrackedConnection connection) {
        if (connection.isAdopted()) {
            for (StackTraceElement frame : new CapturedStack().frames()) {
                if (frame.getClassName().equals("org.sqlite.SQLiteConfig")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A single text of the driver's own has run. */
    public void ranOne(TrackedConnection connection, String sql) {
        facts.ran(connection, sql);
    }

    /** A statement that writes has run, and {@link TrackedConnection#failedBegin} is there. */
    public void wroteOutside(TrackedConnection connection, String failedBegin) {
        facts.wroteOutside(connection, failedBegin);
    }

    /** {@code Connection.abort} was called. */
    public void aborted(TrackedConnection connection) {
        facts.aborted(connection);
    }

    /** The driver sets a busy timeout, at the application's wish. */
    public void setBusyTimeout(TrackedConnection connection, int millis) {
        if (connection.url() != null) {
            timeouts.byDriver(connection, millis);
        }
        set(connection, "busy_timeout", Integer.toString(millis));
    }

    /** Whether a transaction was open at each of them is not known then. */
    private static boolean controlsTransaction(List<String> statements) {
        for (String statement : statements) {
            if (StatementKind.of(statement).controlsTransaction()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The first statement of the text has run.
     *
     * @param judged whether the state of the transaction is that in which it ran
     */
    private void set(TrackedConnection connection, String sql, boolean judged) {
        // What the constructor sets can be asked of the driver.
        String setting = connection.url() == null ? null : SqlFacts.of(sql).setting();
        if (setting != null && !isSetByConstructor(connection)) {
            int equals = setting.indexOf('=');
            String name = setting.substring(0, equals);
            String value = setting.substring(equals + 1);
            if (name.equals("busy_timeout")) {
                timeouts.byPragma(connection, value);
            }
            if (!judged || vain.hasSet(connection, name, value)) {
                set(connection, name, value);
            }
        }
    }

    private void set(TrackedConnection connection, String name, String value) {
        if (connection.url() != null) {
            connection.setting(name, value);
            skipped.set(connection, name);
        }
    }

    /**
     * A prepared statement has failed.
     *
     * @param code primary or extended result code
     */
    public void failed(
            TrackedConnection connection, @Nullable String sql, int code, Throwable thrown) {
        // In the constructor it makes the opening fail, which nobody takes for a success.
        if (sql == null || connection.url() == null) {
            return;
        }
        if (code == ResultCodes.ERROR) {
            lives.failed(connection, sql, thrown);
        }
        moved.failed(connection, code, thrown);
        timeouts.failed(connection, code);
        network.failed(connection, code);
        facts.failed(connection, sql, code);
        if (StatementKind.of(sql) != StatementKind.PRAGMA || registry.isExcluded(connection)) {
            return;
        }
        PragmaText pragma = PragmaText.of(sql);
        if (pragma != null && pragma.asksForWal()) {
            refusedWith(connection, code);
        }
    }

    /** The handle is about to be closed. */
    public void closing(TrackedConnection connection) {
        skipped.closing(connection);
        lives.closing(connection);
    }

    public void closed(TrackedConnection connection) {
        skipped.closed(connection);
        refused.closed(connection);
        openings.closed(connection);
        timeouts.closed(connection);
        lives.closed(connection);
    }

    /**
     * Everything found. Looks at what was waited for: to be called once the application has ended.
     */
    public List<IneffectiveSetting> finish() {
        skipped.end();
        refused.end();
        lives.end();
        return unmet.all();
    }

    /** Everything found until now. */
    public List<IneffectiveSetting> found() {
        return unmet.all();
    }

    /** Prints a line of others' who may not wait either, made by the thread that prints it. */
    public void tell(Supplier<String> line) {
        unmet.tell(line);
    }

    /** Prints what has not been printed yet, in the calling thread. */
    public void print() {
        unmet.print();
    }

    private void answered(TrackedConnection connection, String mode) {
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
            unmet.add(wal(database, actual));
        }
    }

    /** In one that has not, SQLite would have said so with an error. */
    private static boolean hasWritten(TrackedConnection connection) {
        OpenTransaction open = connection.transaction();
        return open != null && open.wrote() && open.hasLocked();
    }

    private void refusedWith(TrackedConnection connection, int code) {
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
            refused.add(connection, database, wal(database.display(), actual));
        }
    }

    private IneffectiveSetting wal(String database, String actual) {
        return new IneffectiveSetting(
                database, IneffectiveSetting.Kind.JOURNAL_MODE, "wal", actual, siteHere());
    }

    private void notRun(TrackedConnection connection, List<String> statements) {
        DatabaseFile database = database(connection);
        if (!unmet.isKnown(database.display(), IneffectiveSetting.Kind.PRAGMA_SCRIPT)) {
            List<String> lacking = InForce.lacking(connection, statements);
            if (!lacking.isEmpty()) {
                skipped.add(connection, database, lacking, siteHere());
            }
        }
    }

    private @Nullable String siteHere() {
        return CallStack.of(new CapturedStack(), stackDepth).site();
    }

    private static DatabaseFile database(TrackedConnection connection) {
        return DatabaseFile.of(connection.file(), connection.flags());
    }
}
