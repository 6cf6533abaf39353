package io.github.sqliteleak.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * A script on the class path.
 *
 * @param url where it is
 * @param name as it was asked for
 */
record Script(String url, String name, URL location) {

    /** Beside the class, else from the root of the class path. */
    static Script find(String name, Class<?> testClass) {
        // The resource without a name would be the folder of the class.
        URL location = name.isBlank() ? null : testClass.getResource(name);
        if (location == null && !name.isBlank() && !name.startsWith("/")) {
            location = testClass.getResource("/" + name);
        }
        if (location == null) {
            throw new ExtensionConfigurationException(
                    "@TestDatabase(script): \""
                            + name
                            + "\" is not on the class path; allowed: a file beside "
                            + testClass.getName()
                            + " or below the root of the class path");
        }
        return new Script(location.toString(), name, location);
    }

    /**
     * Runs it whole by {@code sqlite3_exec}, so that SQLite itself tells statements, triggers and
     * comments apart.
     *
     * @param before what has run on the connection already
     * @param query its settings, as in a URL
     * @throws SQLException that names the script and, when it can be told, the line
     */
    void runOn(Connection connection, List<Script> before, String query) throws SQLException {
        String text = read();
        try {
            execute(connection, text);
        } catch (SQLException e) {
            List<String> earlier = new ArrayList<>();
            for (Script each : before) {
                earlier.add(each.read());
            }
            Integer line = Agent.outsideOfTests(() -> FailingLine.find(earlier, text, query));
            throw new SQLException(
                    "script "
                            + name
                            + (line == null ? "" : ", statement at line " + line)
                            + ": "
                            + e.getMessage(),
                    e.getSQLState(),
                    e.getErrorCode(),
                    e);
        }
        if (isInTransaction(connection)) {
            throw new SQLException(
                    "script "
                            + name
                            + " leaves a transaction open: it has a BEGIN or SAVEPOINT without its"
                            + " COMMIT or RELEASE");
        }
    }

    /** The driver knows of its own transactions only, not of those that SQL has begun. */
    private static boolean isInTransaction(Connection connection) {
        try {
            execute(connection, "BEGIN");
            execute(connection, "ROLLBACK");
            return false;
        } catch (SQLException withinOne) {
            return true;
        }
    }

    static void execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(endingInSemicolon(text));
        }
    }

    /** The driver runs a text as a script only when it finds a semicolon in it. */
    private static String endingInSemicolon(String text) {
        return text + "\n;";
    }

    private String read() throws SQLException {
        try {
            URLConnection connection = location.openConnection();
            // A cached jar stays open, and on Windows cannot be rebuilt then.
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                if (isFolder(connection)) {
                    throw new SQLException("script " + name + " is a folder; allowed: a file");
                }
                return ScriptText.of(in.readAllBytes(), name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the script " + url, e);
        }
    }

    /** Read like a file, it would be the list of what is in it. */
    private boolean isFolder(URLConnection connection) throws IOException {
        if (connection instanceof JarURLConnection jar) {
            return jar.getJarEntry().isDirectory();
        }
        return location.getProtocol().equals("file") && Files.isDirectory(Path.of(URI.create(url)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Script that && url.equals(that.url);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }
}
