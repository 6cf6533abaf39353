package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Opens readers and writers of one database, with its settings in force. */
final class NewConnections {
    private final Path file;
    private final Settings settings;
    private final boolean readOnly;
    private final ConnectionOpening opening;

    /** A database in memory lives as long as it has a connection, and the writer's is replaced. */
    private final @Nullable Connection keeper;

    NewConnections(SqliteDatabaseBuilder options) throws SQLException {
        this.file = options.file();
        this.settings = options.settings();
        this.readOnly = options.isReadOnly();
        this.opening = options.opening();
        this.keeper =
                opening.location().inMemory()
                        ? opening.open(Driver.Mode.READ_WRITE_CREATE, "")
                        : null;
    }

    ConnectionOpening opening() {
        return opening;
    }

    /**
     * The writer; for reading only one that takes no part but to find out that it can be opened.
     * Nothing stays open when it cannot.
     */
    KeptConnection first() throws SQLException {
        try {
            return readOnly ? reader() : writer();
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    KeptConnection writer() throws SQLException {
        return open(Driver.Mode.READ_WRITE_CREATE, "");
    }

    KeptConnection reader() throws SQLException {
        return open(Driver.Mode.READ_ONLY, readOnly ? ReadOnlyLook.queryOfUnwritable(file) : "");
    }

    /** Lets go of a database in memory. */
    void close() throws SQLException {
        if (keeper != null) {
            keeper.close();
        }
    }

    private KeptConnection open(Driver.Mode mode, String query) throws SQLException {
        try {
            return new KeptConnection(configured(opening.open(mode, query)));
        } catch (SQLException e) {
            throw NamedFailure.of(file, e);
        }
    }

    private Connection configured(Connection connection) throws SQLException {
        try {
            settings.apply(connection);
            return connection;
        } catch (Throwable t) {
            connection.close();
            throw t;
        }
    }
}
