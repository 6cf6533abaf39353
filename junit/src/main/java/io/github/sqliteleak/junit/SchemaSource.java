package io.github.sqliteleak.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.opentest4j.TestAbortedException;
import org.sqlite.SQLiteConnection;

/** The schema that a database begins with: copied from a template, or made by scripts. */
final class SchemaSource {
    private final DatabaseSpec spec;
    private final Class<?> testClass;

    SchemaSource(DatabaseSpec spec, Class<?> testClass) {
        this.spec = spec;
        this.testClass = testClass;
    }

    boolean isNeeded() {
        return spec.hasSchema();
    }

    /** Whether {@link #bringTo} runs the scripts on the connection itself. */
    boolean isByScripts() {
        return spec.hasSchema() && !spec.needsTemplate();
    }

    /** By the scripts, or whole from the template. */
    void bringTo(Connection connection) throws SQLException {
        if (!spec.hasSchema()) {
            return;
        }
        if (spec.needsTemplate()) {
            copy(Templates.of(spec, this, testClass).file(), connection);
        } else {
            runScripts(connection);
        }
    }

    /** What is left to do after {@link #bringTo}. */
    void migrate(String url) throws Exception {
        if (spec.hasMigration() && !spec.needsTemplate()) {
            runMigration(url);
        }
    }

    void runScripts(Connection connection) throws SQLException {
        List<Script> scripts = scripts();
        for (int i = 0; i < scripts.size(); i++) {
            scripts.get(i).runOn(connection, scripts.subList(0, i), spec.query());
        }
    }

    /**
     * Runs it on the database of this URL.
     *
     * @throws SQLException that names the migration; also when it leaves a connection open
     */
    void runMigration(String url) throws SQLException {
        Constructor<? extends Migration> constructor;
        try {
            constructor = spec.migration().getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            throw new ExtensionConfigurationException(
                    "@TestDatabase(migration): "
                            + spec.migration().getName()
                            + " has no constructor without parameters; a nested class is to be"
                            + " static",
                    e);
        }
        constructor.setAccessible(true);
        Collection<Connection> opened = new ConcurrentLinkedQueue<>();
        TestDataSource database = new TestDataSource(url, opened::add);
        List<String> leftOpen;
        try {
            constructor.newInstance().migrate(database);
        } catch (TestAbortedException e) {
            throw e;
        } catch (InvocationTargetException e) {
            throw failure(": its constructor failed: " + e.getCause(), e);
        } catch (Exception e) {
            throw failure(": " + e, e);
        } finally {
            leftOpen = database.openSites();
            for (Connection connection : opened) {
                connection.close();
            }
        }
        if (!leftOpen.isEmpty()) {
            throw failure(
                    " leaves open what it opened at "
                            + String.join(" and at ", leftOpen)
                            + "; fix: close each connection before migrate(…) returns",
                    null);
        }
    }

    private SQLException failure(String what, @Nullable Exception cause) {
        return new SQLException("migration " + spec.migration().getName() + what, cause);
    }

    List<Script> scripts() {
        return spec.scripts().stream().map(name -> Script.find(name, testClass)).toList();
    }

    /** By the backup API: page for page, and under SQLite's own locks. */
    private static void copy(Path template, Connection target) throws SQLException {
        int result =
                target.unwrap(SQLiteConnection.class)
                        .getDatabase()
                        .restore("main", template.toString(), null);
        if (result != 0) {
            throw new SQLException(
                    "cannot copy the template " + template + ": SQLite's result code is " + result);
        }
    }
}
