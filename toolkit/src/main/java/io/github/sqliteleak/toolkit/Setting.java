package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A PRAGMA and the value it shall have. */
record Setting(String name, String value) {
    static final String BUSY_TIMEOUT = "busy_timeout";
    private static final Pattern NAME = Pattern.compile("[a-z_]+");
    private static final Pattern VALUE = Pattern.compile("[-+\\w.]+|'[^']*'");
    private static final Map<String, String> SWITCH =
            Map.of("on", "1", "true", "1", "yes", "1", "off", "0", "false", "0", "no", "0");
    // SQLite takes words and answers with numbers.
    private static final Map<String, Map<String, String>> WORDS =
            Map.of(
                    "synchronous", Map.of("normal", "1", "full", "2", "extra", "3"),
                    "temp_store", Map.of("default", "0", "file", "1", "memory", "2"),
                    "auto_vacuum", Map.of("none", "0", "full", "1", "incremental", "2"),
                    "secure_delete", Map.of("fast", "2"));

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
            throw new SettingRefusedException(name, value, actual);
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

    private boolean means(@Nullable String actual) {
        return actual != null && number(actual).equals(number(value));
    }

    private String number(String text) {
        String word = text.toLowerCase(Locale.ROOT).replace("'", "");
        String number = WORDS.getOrDefault(name, Map.of()).get(word);
        return number != null ? number : SWITCH.getOrDefault(word, word);
    }
}
