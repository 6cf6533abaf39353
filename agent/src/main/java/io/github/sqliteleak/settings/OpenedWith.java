package io.github.sqliteleak.settings;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.PragmaText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The settings that a connection was opened with, by URL or properties. */
final class OpenedWith {
    private static final Set<String> ON = Set.of("1", "on", "yes", "true");
    private static final Set<String> OFF = Set.of("0", "off", "no", "false");

    /** Words that SQLite takes for numbers. */
    private static final Map<String, Map<String, String>> WORDS =
            Map.of(
                    "synchronous", Map.of("0", "off", "1", "normal", "2", "full", "3", "extra"),
                    "temp_store", Map.of("0", "default", "1", "file", "2", "memory"));

    private OpenedWith() {}

    /** Whether all that these statements set is in force without them. */
    static boolean sets(TrackedConnection connection, List<String> statements) {
        Properties opened = properties(connection);
        for (String statement : statements) {
            String setting = PragmaText.setting(statement);
            if (setting != null) {
                String name = setting.substring(0, setting.indexOf('='));
                String value = setting.substring(setting.indexOf('=') + 1);
                Object given = opened.get(name);
                if (given == null || !same(name, value, String.valueOf(given))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean same(String name, String one, String other) {
        return normal(name, one).equals(normal(name, other));
    }

    private static String normal(String name, String value) {
        String lower = value.trim().toLowerCase(Locale.ROOT);
        Map<String, String> words = WORDS.get(name);
        if (words != null) {
            return words.getOrDefault(lower, lower);
        }
        if (ON.contains(lower)) {
            return "on";
        }
        return OFF.contains(lower) ? "off" : lower;
    }

    private static Properties properties(TrackedConnection connection) {
        Object handle = connection.handle();
        try {
            Object config = handle.getClass().getMethod("getConfig").invoke(handle);
            Object set = config.getClass().getMethod("toProperties").invoke(config);
            return set instanceof Properties known ? known : new Properties();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return new Properties();
        }
    }
}
