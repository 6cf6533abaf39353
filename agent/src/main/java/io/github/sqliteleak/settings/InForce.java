package io.github.sqliteleak.settings;

import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.PragmaText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a connection that are in force without a text that was to set them. */
final class InForce {
    private static final Set<String> ON = Set.of("1", "on", "yes", "true");
    private static final Set<String> OFF = Set.of("0", "off", "no", "false");

    /** Words that SQLite takes for numbers. */
    private static final Map<String, Map<String, String>> WORDS =
            Map.of(
                    "synchronous", Map.of("0", "off", "1", "normal", "2", "full", "3", "extra"),
                    "temp_store", Map.of("0", "default", "1", "file", "2", "memory"));

    /** Kept in the file, where an earlier program may have put them. */
    private static final Set<String> OF_THE_FILE =
            Set.of(
                    "application_id",
                    "auto_vacuum",
                    "default_cache_size",
                    "encoding",
                    "page_size",
                    "schema_version",
                    "user_version");

    /**
     * SQLite's own, as sqlite-jdbc builds it.
     *
     * @see <a href="https://www.sqlite.org/pragma.html">PRAGMA Statements</a>
     */
    private static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("analysis_limit", "0"),
                    Map.entry("automatic_index", "on"),
                    Map.entry("busy_timeout", "3000"),
                    Map.entry("cache_size", "-2000"),
                    Map.entry("case_sensitive_like", "off"),
                    Map.entry("cell_size_check", "off"),
                    Map.entry("checkpoint_fullfsync", "off"),
                    Map.entry("defer_foreign_keys", "off"),
                    Map.entry("foreign_keys", "off"),
                    Map.entry("fullfsync", "off"),
                    Map.entry("ignore_check_constraints", "off"),
                    Map.entry("journal_mode", "delete"),
                    Map.entry("journal_size_limit", "-1"),
                    Map.entry("legacy_alter_table", "off"),
                    Map.entry("locking_mode", "normal"),
                    Map.entry("mmap_size", "0"),
                    Map.entry("query_only", "off"),
                    Map.entry("read_uncommitted", "off"),
                    Map.entry("recursive_triggers", "off"),
                    Map.entry("reverse_unordered_selects", "off"),
                    Map.entry("secure_delete", "off"),
                    Map.entry("synchronous", "full"),
                    Map.entry("temp_store", "default"),
                    Map.entry("threads", "0"),
                    Map.entry("trusted_schema", "on"),
                    Map.entry("wal_autocheckpoint", "1000"),
                    Map.entry("writable_schema", "off"));

    private InForce() {}

    /** Those of the statements that set what is not in force as far as that is known. */
    static List<String> lacking(TrackedConnection connection, List<String> statements) {
        Properties opened = properties(connection);
        List<String> lacking = new ArrayList<>();
        for (String statement : statements) {
            String setting = PragmaText.setting(statement);
            if (setting != null) {
                String name = setting.substring(0, setting.indexOf('='));
                String value = setting.substring(setting.indexOf('=') + 1);
                String now = valueOf(connection, opened, name);
                if (isKnown(connection, name) && (now == null || !same(name, value, now))) {
                    lacking.add(statement);
                }
            }
        }
        return lacking;
    }

    /** What the connection was opened with; null when nobody asked. */
    static @Nullable String opened(TrackedConnection connection, String name) {
        Object given = properties(connection).get(name);
        return given == null ? null : String.valueOf(given);
    }

    private static boolean isKnown(TrackedConnection connection, String name) {
        // Where waits are not watched, a timeout that the driver sets is not seen.
        return !OF_THE_FILE.contains(name)
                && (!name.equals("busy_timeout") || connection.busyHandling() != null);
    }

    /** Set by the application since the opening, else by URL or properties, else by nobody. */
    private static @Nullable String valueOf(
            TrackedConnection connection, Properties opened, String name) {
        String set = connection.setting(name);
        if (set != null) {
            return set;
        }
        Object given = opened.get(name);
        return given == null ? DEFAULTS.get(name) : String.valueOf(given);
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
        if (handle == null) {
            return new Properties();
        }
        try {
            return new DriverHandle(handle).configuration();
        } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
            return new Properties();
        }
    }
}
