package io.github.sqliteleak.junit;

import io.github.sqliteleak.junit.TestDatabase.JournalMode;
import io.github.sqliteleak.junit.TestDatabase.Keep;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;

/** A file in a folder of its own. */
final class TemporaryFile extends LiveDatabase {
    static final String NAME = "test.db";

    private final Path folder;
    private final Path file;
    private final TestDataSource dataSource;
    private final HandedOut handedOut;

    private TemporaryFile(
            DatabaseSpec spec, Path folder, TestDataSource dataSource, HandedOut handedOut) {
        super(spec);
        this.folder = folder;
        this.file = folder.resolve(NAME);
        this.dataSource = dataSource;
        this.handedOut = handedOut;
    }

    static TemporaryFile create(
            DatabaseSpec spec, SchemaSource schema, HandedOut handedOut, Class<?> testClass)
            throws Exception {
        Path folder = TempFolder.create("sqlite-test-" + testClass.getSimpleName() + '-');
        if (spec.keep() == Keep.NEVER) {
            ExitDeletion.add(folder);
        }
        Path file = folder.resolve(NAME);
        try {
            String url = "jdbc:sqlite:" + file + spec.query();
            prepare(spec, schema, url);
            TestDataSource dataSource = new TestDataSource(url + journal(spec));
            schema.migrate(dataSource.url());
            return new TemporaryFile(spec, folder, dataSource, handedOut);
        } catch (Throwable t) {
            try {
                Removal.ofDatabase(file).run();
            } catch (Exception e) {
                t.addSuppressed(e);
            }
            ExitDeletion.forget(folder);
            throw t;
        }
    }

    private static void prepare(DatabaseSpec spec, SchemaSource schema, String url)
            throws SQLException {
        try (Connection connection = new TestDataSource(url).open()) {
            // Closed before the schema is made: with a row to read, no script could commit.
            try (Statement statement = connection.createStatement()) {
                // Nobody else has it yet, and nobody wants it after a power failure.
                statement.execute("PRAGMA synchronous = OFF");
                statement.execute("PRAGMA journal_mode = MEMORY");
            }
            schema.bringTo(connection);
            // By SQLite's answer, not by its silence.
            String wanted = spec.journalMode().name().toLowerCase(Locale.ROOT);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("PRAGMA journal_mode = " + wanted)) {
                String is = row.next() ? row.getString(1) : "unknown";
                if (!wanted.equals(is)) {
                    throw new SQLException(
                            "@TestDatabase(journalMode = "
                                    + spec.journalMode()
                                    + "): SQLite stays with "
                                    + is);
                }
            }
        }
    }

    /** Only WAL is kept in the file; each connection has to be told of the others. */
    private static String journal(DatabaseSpec spec) {
        if (spec.journalMode() == JournalMode.WAL || spec.journalMode() == JournalMode.DELETE) {
            return "";
        }
        String pragma = "journal_mode=" + spec.journalMode().name().toLowerCase(Locale.ROOT);
        return (spec.query().isEmpty() ? "?" : "&") + pragma;
    }

    @Override
    Connection connection() throws SQLException {
        return handedOut.add(dataSource.open());
    }

    @Override
    DataSource dataSource() {
        return dataSource;
    }

    @Override
    String url() {
        return dataSource.url();
    }

    @Override
    Path path() {
        return file;
    }

    @Override
    void removeAtTheEnd() {
        ExitDeletion.forget(folder);
        ExitDeletion.lastOfAll(folder);
    }

    @Override
    void remove(boolean keep, Duration timeout, Notice notice) throws IOException {
        if (keep) {
            notice.say("the database of the failed test is kept: " + file);
            return;
        }
        try {
            Removal.of(file, dataSource, timeout, spec().keep() == Keep.NEVER).run();
        } finally {
            ExitDeletion.forget(folder);
            if (spec().keep() == Keep.NEVER) {
                // Of a leak: when what has it open has ended.
                ExitDeletion.lastOfAll(folder);
            }
        }
    }
}
