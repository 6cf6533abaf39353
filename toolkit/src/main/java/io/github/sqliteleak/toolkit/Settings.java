package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is set on every connection, in order: the busy timeout first so that the rest can wait for a
 * lock, then what must stand before the journal mode (a page size, say), then the defaults.
 */
final class Settings {
    private static final String BUSY_TIMEOUT_MILLIS = "5000";
    private static final String CACHE_KIB = "-65536";
    private static final String JOURNAL_MODE = "journal_mode";

    private final Map<String, Setting> extra = new LinkedHashMap<>();
    private final Map<String, Setting> standard = new LinkedHashMap<>();
    private boolean journalModeAsked;
    private Setting busyTimeout = new Setting(Setting.BUSY_TIMEOUT, BUSY_TIMEOUT_MILLIS);

    Settings() {
        add(standard, new Setting(JOURNAL_MODE, "WAL"));
        add(standard, new Setting("synchronous", "NORMAL"));
        add(standard, new Setting("foreign_keys", "ON"));
        add(standard, new Setting("temp_store", "MEMORY"));
        add(standard, new Setting("cache_size", CACHE_KIB));
    }

    void put(Setting setting) {
        journalModeAsked |= setting.name().equals(JOURNAL_MODE);
        if (setting.name().equals(Setting.BUSY_TIMEOUT)) {
            busyTimeout = setting;
        } else {
            add(standard.containsKey(setting.name()) ? standard : extra, setting);
        }
    }

    Settings copy() {
        Settings copy = new Settings();
        copy.put(busyTimeout);
        extra.values().forEach(copy::put);
        standard.values().forEach(copy::put);
        return copy;
    }

    /**
     * Without the journal mode, unless the user has asked for one: it is written in the file, which
     * may not be writable, and a database in memory has one of its own.
     */
    Settings withoutJournalMode() {
        Settings copy = copy();
        if (!journalModeAsked) {
            copy.standard.remove(JOURNAL_MODE);
        }
        return copy;
    }

    /**
     * @throws SettingRefusedException for the first one that is not in force afterwards
     */
    void apply(Connection connection) throws SQLException {
        busyTimeout.apply(connection);
        applyAll(extra.values(), connection);
        applyAll(standard.values(), connection);
    }

    /** While another process switches to WAL, SQLite answers BUSY without waiting. */
    private void applyAll(Collection<Setting> settings, Connection connection) throws SQLException {
        BusyRetry retry =
                BusyRetry.defaults()
                        .attempts(1_000)
                        .firstDelay(Duration.ofMillis(5))
                        .maxDelay(Duration.ofMillis(50))
                        .deadline(Duration.ofMillis(busyTimeout.number()));
        for (Setting setting : settings) {
            retry.callIdempotent(
                    () -> {
                        setting.apply(connection);
                        return true;
                    });
        }
    }

    private static void add(Map<String, Setting> settings, Setting setting) {
        settings.put(setting.name(), setting);
    }
}
