package io.github.sqliteleak.settings;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.sql.PragmaText;
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
    private final IneffectiveSettings unmet;
    private final WalRequests wal;
    private final SkippedPragmas skipped;
    private final OpeningWatch openings;
    private final SettingsMade made;
    private final MemoryLives lives;
    private final MovedFiles moved;
    private final LoweredTimeouts timeouts;
    private final MountedFiles mounted;
    private final DriverFacts facts;
    private final TooManyFiles files;
    private final FileRights rights;
    private final OwnBegins begins;

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
        this.unmet = new IneffectiveSettings(printer);
        RefusedWal refused = new RefusedWal(unmet);
        this.wal = new WalRequests(stackDepth, unmet, refused);
        this.skipped = new SkippedPragmas(stackDepth, unmet, refused, showSql);
        this.openings = new OpeningWatch(registry, stackDepth, unmet);
        this.lives = new MemoryLives(registry, stackDepth, unmet);
        this.moved = new MovedFiles(registry, stackDepth, unmet);
        this.timeouts = new LoweredTimeouts(registry, stackDepth, unmet);
        VainPragmas vain = new VainPragmas(registry, stackDepth, unmet);
        this.made = new SettingsMade(vain, timeouts, skipped);
        this.mounted = new MountedFiles(registry, stackDepth, unmet, MountedFiles.ofThisMachine());
        this.facts = new DriverFacts(registry, stackDepth, unmet);
        this.files = new TooManyFiles(registry, stackDepth, unmet);
        this.rights = new FileRights(stackDepth, unmet, FileRights.ofThisProcess());
        this.begins = new OwnBegins(registry, stackDepth, unmet);
    }

    /** The constructor of a connection has returned, which was given these properties. */
    public void opened(TrackedConnection connection, @Nullable Object properties) {
        openings.opened(connection, properties);
        lives.opened(connection);
        mounted.opened(connection);
        begins.opened(connection, properties);
    }

    /** A statement begins on a connection that {@link TrackedConnection#isUseAwaited}. */
    public void used(TrackedConnection connection) {
        openings.used(connection);
    }

    /** A PRAGMA or a BEGIN has run; its row, if it has one, is the current one. */
    public void ran(TrackedStatement statement) {
        TrackedConnection connection = statement.connection();
        if (statement.kind() == StatementKind.BEGIN_DEFERRED) {
            begins.began(connection, statement.sql());
            return;
        }
        made.ran(connection, statement.sql(), true);
        PragmaText pragma = statement.pragma();
        if (pragma == null || registry.isExcluded(connection)) {
            return;
        }
        if (!pragma.notRun().isEmpty()) {
            skipped.add(connection, pragma.notRun());
        }
        if (pragma.asksForWal()) {
            String answer = connection.firstColumn(statement);
            if (answer != null) {
                wal.answered(connection, answer.toLowerCase(Locale.ROOT));
            }
        }
    }

    /** A text has run of which every statement is run, and whose rows nobody sees. */
    public void ranScript(TrackedConnection connection, String script, int resultCode) {
        if (connection.isUseAwaited()) {
            openings.used(connection);
        }
        StatementKind kind = StatementKind.of(script);
        if (kind == StatementKind.BEGIN_DEFERRED) {
            begins.began(connection, script);
        }
        if (kind != StatementKind.PRAGMA || registry.isExcluded(connection)) {
            return;
        }
        List<String> statements = SqlScript.split(script);
        made.ranScript(connection, statements, resultCode);
        wal.ranScript(connection, statements, resultCode);
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

    /** {@code Connection.setReadOnly} has thrown. */
    public void readOnlyRefused(TrackedConnection connection) {
        facts.readOnlyRefused(connection);
    }

    /** {@code Statement.cancel} was called. */
    public void cancelled(TrackedConnection connection) {
        facts.cancelled(connection);
    }

    /**
     * A connection could not be opened.
     *
     * @param file as given to the driver, null when not known
     * @param code primary
     */
    public void openFailed(@Nullable String file, int code) {
        if (file == null) {
            files.failed("a database", code);
            return;
        }
        int settings = file.startsWith("file:") ? -1 : file.indexOf('?');
        String name = settings < 0 ? file : file.substring(0, settings);
        DatabaseFile database = DatabaseFile.asGiven(name, 0);
        files.failed(database.display(), code);
        rights.failed(database, code);
    }

    /** The driver sets a busy timeout, at the application's wish. */
    public void setBusyTimeout(TrackedConnection connection, int millis) {
        made.busyTimeout(connection, millis);
    }

    /**
     * A prepared statement has failed.
     *
     * @param code primary or extended result code
     */
    public void failed(
            TrackedConnection connection, @Nullable String sql, int code, Throwable thrown) {
        if (code == ResultCodes.CANTOPEN) {
            files.failed(connection.database().display(), code);
        }
        // In the constructor it makes the opening fail, which nobody takes for a success.
        if (sql == null || connection.url() == null) {
            return;
        }
        if (code == ResultCodes.ERROR) {
            lives.failed(connection, sql, thrown);
        }
        moved.failed(connection, code, thrown);
        timeouts.failed(connection, code);
        mounted.failed(connection, code);
        if (FileRights.explain(code) && !mounted.isReadOnly(connection)) {
            rights.failed(connection.database(), code);
        }
        facts.failed(connection, sql, code);
        if (StatementKind.of(sql) != StatementKind.PRAGMA || registry.isExcluded(connection)) {
            return;
        }
        PragmaText pragma = PragmaText.of(sql);
        if (pragma != null && pragma.asksForWal()) {
            wal.refusedWith(connection, code);
        }
    }

    /** The handle is about to be closed. */
    public void closing(TrackedConnection connection) {
        skipped.closing(connection);
        lives.closing(connection);
    }

    public void closed(TrackedConnection connection) {
        skipped.closed(connection);
        wal.closed(connection);
        openings.closed(connection);
        timeouts.closed(connection);
        lives.closed(connection);
    }

    /**
     * Everything found, once the application has ended: what it might have set later counts, too.
     */
    public List<IneffectiveSetting> finish() {
        skipped.end();
        wal.end();
        lives.end();
        return unmet.all();
    }

    /** Everything found until now. */
    public List<IneffectiveSetting> found() {
        return unmet.all();
    }

    /** Prints a line for a caller that may not wait; the thread that prints it makes it. */
    public void print(Supplier<String> line) {
        unmet.print(line);
    }

    /** Prints what has not been printed yet, in the calling thread. */
    public void print() {
        unmet.print();
    }
}
