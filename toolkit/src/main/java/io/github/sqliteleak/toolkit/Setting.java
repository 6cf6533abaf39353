package io.github.sqliteleak.toolkit;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A PRAGMA and the value it shall have. */
record Setting(String name, String value) {
    static final String BUSY_TIMEOUT = "busy_timeout";
    private static final Pattern NAME = Pattern.compile("[a-z_]+");
    private static final Pattern VALUE = Pattern.compile("[-+\\w.]+|'[^']*'");

    Setting {
        name = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Not a PRAGMA and a single word, number or quoted text: "
                            + name
                            + " = "
                            + value);
        }
    }

    /**
     * Puts the setting in force, with a statement of its own, and asks SQLite whether it is.
     *
     * @throws SettingRefusedException when it is not
     */
    void apply(Connection connection) throws SQLException {
        String actual = name.equals(BUSY_TIMEOUT) ? set(connection) : setAndAsk(connection);
        if (!means(actual)) {
            throw new SettingRefusedException(database(connection), name, value, actual);
        }
    }

    /**
     * For a busy timeout only: a Java busy handler, as tools install, makes SQLite tell 0 later.
     */
    private @Nullable String set(Connection connection) throws SQLException {
        return Sql.value(connection, "PRAGMA " + name + " = " + value);
    }

    /** Asks first, so that a read-only connection need not write what is in force already. */
    private @Nullable String setAndAsk(Connection connection) throws SQLException {
        String ask = "PRAGMA " + name;
        String now = Sql.value(connection, ask);
        if (means(now)) {
            return now;
        }
        Sql.execute(connection, ask + " = " + value);
        return Sql.value(connection, ask);
    }

    private static String database(Connection connection) {
        try {
            String url = String.valueOf(connection.getMetaData().getURL());
            return url.replaceFirst("^jdbc:sqlite:", "").replaceFirst("^file:///", "/");
        } catch (SQLException closed) {
            return "a closed connection";
        }
    }

    private boolean means(@Nullable String actual) {
        return actual != null && SettingValue.areEqual(name, value, actual);
    }

    /** The value as a number; 0 for a word that is none. */
    long number() {
        BigDecimal number = SettingValue.number(name, value);
        return number == null ? 0 : number.longValue();
    }
}
