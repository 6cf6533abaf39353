package io.github.sqliteleak.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * A database for tests, as {@link TestDatabase} makes them, in code: for a try statement, a bean of
 * an application context, or a test framework other than Jupiter. For {@code @RegisterExtension}
 * there is {@link SqliteTestDatabaseExtension}. Safe for any number of threads.
 *
 * <pre>{@code
 * try (SqliteTestDatabase database = SqliteTestDatabase.builder().script("/schema.sql").open()) {
 *     new Repo(database.dataSource()).save("hello");
 * }
 * }</pre>
 *
 * <p>It ends with {@link #close()}: connections that it has given are closed, and the file goes.
 * What is never closed goes with the JVM.
 */
public final class SqliteTestDatabase implements AutoCloseable {
    private final OwnDatabases databases;
    private final LiveDatabase database;

    SqliteTestDatabase(DatabaseSpec spec, Class<?> owner) {
        databases = new OwnDatabases(owner, Notice.about(owner));
        database = create(databases, spec);
    }

    private static LiveDatabase create(OwnDatabases databases, DatabaseSpec spec) {
        try {
            return databases.get(spec);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ExtensionConfigurationException(
                    "SqliteTestDatabase cannot be made: " + e.getMessage(), e);
        }
    }

    /** Its scripts are looked for beside the class that calls this, and on the class path. */
    public static SqliteTestDatabaseBuilder builder() {
        StackWalker walker = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
        return new SqliteTestDatabaseBuilder(walker.getCallerClass());
    }

    /**
     * A connection that is closed with the database; a new one each time, but for {@link
     * TestDatabase.Storage#MEMORY}, where it is the database.
     */
    public Connection connection() throws SQLException {
        return database.connection();
    }

    /** Connections that whoever takes them has to close. */
    public DataSource dataSource() {
        return database.dataSource();
    }

    /** For {@code DriverManager}; pragmas are in it. */
    public String url() {
        return database.url();
    }

    /** Of the file; fails when the database is in memory. */
    public Path path() {
        return database.path();
    }

    /**
     * The second time it does nothing.
     *
     * @throws AssertionError when the file cannot be deleted since it is still open, with who has
     *     it open; it is deleted when the JVM ends
     */
    @Override
    public void close() throws SQLException {
        try {
            databases.end(() -> false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "test database " + database.dataSource();
    }
}
