package io.github.sqliteleak.junit;

import java.io.PrintWriter;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/** Opens connections to one database, and remembers where, in case it cannot be deleted. */
final class TestDataSource implements DataSource {
    private final String url;
    private final @Nullable Preparation preparation;
    private final Collection<Opening> openings = new ConcurrentLinkedQueue<>();

    /** What is done to a connection before it is handed out. */
    interface Preparation {
        void prepare(Connection connection) throws SQLException;
    }

    private record Opening(WeakReference<Connection> connection, String thread, Throwable stack) {}

    TestDataSource(String url) {
        this(url, null);
    }

    TestDataSource(String url, @Nullable Preparation preparation) {
        this.url = url;
        this.preparation = preparation;
    }

    String url() {
        return url;
    }

    /** Opens one that its caller answers for. */
    Connection open() throws SQLException {
        Connection connection = JDBC.createConnection(url, new Properties());
        if (preparation != null) {
            try {
                preparation.prepare(connection);
            } catch (Throwable t) {
                connection.close();
                throw t;
            }
        }
        return connection;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = open();
        openings.removeIf(opening -> isClosed(opening.connection.get()));
        openings.add(
                new Opening(
                        new WeakReference<>(connection),
                        Thread.currentThread().getName(),
                        new Throwable()));
        return connection;
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    /** Where those were opened that the test has not closed, as {@code SITE by thread "NAME"}. */
    List<String> openSites() {
        List<String> sites = new ArrayList<>();
        for (Opening opening : openings) {
            if (!isClosed(opening.connection.get())) {
                sites.add(CallerSite.of(opening.stack) + " by thread \"" + opening.thread + '"');
            }
        }
        return sites;
    }

    /** A connection that was collected is not known to be closed. */
    private static boolean isClosed(@Nullable Connection connection) {
        try {
            return connection != null && connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("a test's DataSource wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("a test's DataSource does not log");
    }

    @Override
    public String toString() {
        return url;
    }
}
