package io.github.sqliteleak.it.app;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Opens one connection as it is deployed, to a database of its own, and does with it what it is
 * told. Loaded by the class loader of the web application.
 */
public final class WebApplication implements ServletContextListener {
    private static Connection kept;

    @Override
    @SuppressWarnings("unchecked")
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Consumer<Connection> container = (Consumer<Connection>) context.getAttribute("container");
        Executor threads = (Executor) context.getAttribute("threads");
        try {
            // Tomcat asks for no driver of a web application's.
            Class.forName("org.sqlite.JDBC");
            String url = "jdbc:sqlite:" + context.getAttribute("number") + ".db";
            switch ((String) context.getAttribute("use")) {
                case "close" -> open(url).close();
                case "drop" -> drop(url);
                case "keep" -> keep(url);
                case "give" -> container.accept(open(url));
                case "pool" -> threads.execute(new Opening(url, container));
                default -> throw new IllegalArgumentException();
            }
        } catch (ClassNotFoundException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection open(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }

    private static void drop(String url) throws SQLException {
        write(DriverManager.getConnection(url));
    }

    private static void keep(String url) throws SQLException {
        kept = DriverManager.getConnection(url);
        write(kept);
    }

    private static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("CREATE TABLE t (x)");
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
        }
    }

    /** A task of the web application's for a thread of the container's. */
    private record Opening(String url, Consumer<Connection> container) implements Runnable {
        @Override
        public void run() {
            try {
                container.accept(open(url));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
