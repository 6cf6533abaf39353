package io.github.sqliteleak.junit;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
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
    void migrate(DataSource database) throws Exception {
        if (spec.hasMigration() && !spec.needsTemplate()) {
            runMigration(database);
        }
    }

    void runScripts(Connection connection) throws SQLException {
        List<Script> scripts = scripts();
        for (int i = 0; i < scripts.size(); i++) {
            scripts.get(i).runOn(connection, scripts.subList(0, i));
        }
    }

    void runMigration(DataSource database) throws Exception {
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
        constructor.newInstance().migrate(database);
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
