package io.github.sqliteleak.junit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A database that was made for a test or a class, in the forms in which it is handed out. */
abstract class LiveDatabase {
    private final DatabaseSpec spec;

    LiveDatabase(DatabaseSpec spec) {
        this.spec = spec;
    }

    /**
     * Makes it, schema and all.
     *
     * @param handedOut gets the connections that are handed out
     */
    static LiveDatabase create(DatabaseSpec spec, HandedOut handedOut, Class<?> testClass)
            throws Exception {
        DriverVersion.require();
        SchemaSource schema = new SchemaSource(spec, testClass);
        return switch (spec.storage()) {
            case MEMORY -> new PrivateMemory(spec, schema, handedOut, testClass);
            case SHARED_MEMORY -> SharedMemory.create(spec, schema, handedOut, testClass);
            case FILE, CONFIGURED -> TemporaryFile.create(spec, schema, handedOut, testClass);
        };
    }

    static boolean canBe(Class<?> type) {
        return type == Connection.class
                || type == DataSource.class
                || type == String.class
                || type == Path.class;
    }

    final DatabaseSpec spec() {
        return spec;
    }

    /**
     * In this form.
     *
     * @param type one for which {@link #canBe} is true
     */
    final Object as(Class<?> type) throws SQLException {
        if (type == Connection.class) {
            return connection();
        }
        if (type == DataSource.class) {
            return dataSource();
        }
        return type == String.class ? url() : path();
    }

    abstract Connection connection() throws SQLException;

    abstract DataSource dataSource();

    abstract String url();

    Path path() {
        throw new ExtensionConfigurationException(
                "@TestDatabase(storage = "
                        + spec.storage()
                        + ") has no Path; allowed: storage = FILE, or a Connection, DataSource or"
                        + " String");
    }

    /** Takes it away when the JVM ends, and what its application has open may not be closed yet. */
    abstract void removeAtTheEnd() throws SQLException;

    /** Writes down what ends with the connections that were handed out. */
    void keepBeforeItIsClosed(Notice notice) {}

    /**
     * Takes it away when what was handed out is closed.
     *
     * @param keep leaves its file behind
     * @param timeout how long to wait for who still has it open
     * @param notice for what is to be told
     */
    abstract void remove(boolean keep, Duration timeout, Notice notice)
            throws SQLException, IOException;
}
