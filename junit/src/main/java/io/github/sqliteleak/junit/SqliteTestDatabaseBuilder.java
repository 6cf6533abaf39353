package io.github.sqliteleak.junit;

import io.github.sqliteleak.junit.TestDatabase.Isolation;
import io.github.sqliteleak.junit.TestDatabase.JournalMode;
import io.github.sqliteleak.junit.TestDatabase.Keep;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.util.List;

/** What {@link TestDatabase} says, in code. Not safe for several threads. */
public final class SqliteTestDatabaseBuilder {
    private final Class<?> owner;
    private Storage storage = Storage.CONFIGURED;
    private List<String> scripts = List.of();
    private boolean template;
    private Class<? extends Migration> migration = Migration.None.class;
    private List<String> pragmas = List.of();
    private JournalMode journalMode = JournalMode.WAL;
    private Keep keep = Keep.NEVER;

    SqliteTestDatabaseBuilder(Class<?> owner) {
        this.owner = owner;
    }

    /** As {@link TestDatabase#storage}. */
    public SqliteTestDatabaseBuilder storage(Storage place) {
        storage = place;
        return this;
    }

    /** As {@link TestDatabase#script}. */
    public SqliteTestDatabaseBuilder script(String... names) {
        scripts = List.of(names);
        return this;
    }

    /** As {@link TestDatabase#template}, with true. */
    public SqliteTestDatabaseBuilder template() {
        template = true;
        return this;
    }

    /** As {@link TestDatabase#migration}. */
    public SqliteTestDatabaseBuilder migration(Class<? extends Migration> type) {
        migration = type;
        return this;
    }

    /** As {@link TestDatabase#pragmas}. */
    public SqliteTestDatabaseBuilder pragmas(String... settings) {
        pragmas = List.of(settings);
        return this;
    }

    /** As {@link TestDatabase#journalMode}. */
    public SqliteTestDatabaseBuilder journalMode(JournalMode mode) {
        journalMode = mode;
        return this;
    }

    /**
     * As {@link TestDatabase#keep}; for {@link #extension()}, since nothing else knows of failures.
     */
    public SqliteTestDatabaseBuilder keep(Keep when) {
        keep = when;
        return this;
    }

    /**
     * Makes it now. {@link Storage#CONFIGURED} is a file here, unless a system property of the
     * configuration parameter's name says otherwise.
     */
    public SqliteTestDatabase open() {
        return new SqliteTestDatabase(ConfiguredStorage.outsideOfTests(spec("")), owner);
    }

    /** For {@code @RegisterExtension}: one for each test, or on a static field for each class. */
    public SqliteTestDatabaseExtension extension() {
        return new SqliteTestDatabaseExtension(this);
    }

    DatabaseSpec spec(String name) {
        return DatabaseSpec.of(
                name,
                storage,
                scripts,
                template,
                migration,
                journalMode,
                keep,
                Isolation.DATABASE,
                pragmas);
    }
}
