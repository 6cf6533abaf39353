package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fault of SQLite 3.7.0 to 3.51.2 by which a database in WAL mode can be corrupted: two
 * connections checkpoint or write at the same moment, while the log begins anew. Mended in 3.51.3,
 * 3.50.7 and 3.44.6.
 *
 * @see <a href="https://www.sqlite.org/wal.html#walresetbug">The WAL-reset bug</a>
 */
final class WalResetBug {
    /** The driver that brings a mended SQLite. */
    static final String CURE = "use sqlite-jdbc 3.51.3.0 or later";

    private static final Pattern VERSION =
            Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?");

    private WalResetBug() {}

    /** The version of SQLite itself, whatever the jar of the driver is called. */
    static String version(Connection connection) throws SQLException {
        return String.valueOf(Sql.value(connection, "SELECT sqlite_version()"));
    }

    /**
     * Whether this SQLite has it.
     *
     * @param version one that is none is taken to have it
     */
    static boolean affects(String version) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.lookingAt()) {
            return true;
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        int patch = numbers.group(3) == null ? 0 : Integer.parseInt(numbers.group(3));
        if (major != 3) {
            return false;
        }
        return switch (minor) {
            case 44 -> patch < 6;
            case 50 -> patch < 7;
            case 51 -> patch < 3;
            default -> minor >= 7 && minor < 51;
        };
    }
}
