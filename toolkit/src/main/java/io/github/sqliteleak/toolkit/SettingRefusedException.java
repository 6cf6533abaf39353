package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SQLite did not take a setting. It says nothing by itself then and goes on with another value. */
public final class SettingRefusedException extends SQLException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String wanted;
    private final @Nullable String actual;

    SettingRefusedException(
            String database, String setting, String wanted, @Nullable String actual) {
        super(
                String.format(
                        "SQLite refused the setting %s = %s: %s (%s).",
                        setting,
                        wanted,
                        actual == null ? "it knows no such setting" : "in force is " + actual,
                        database));
        this.setting = setting;
        this.wanted = wanted;
        this.actual = actual;
    }

    /** Name of the PRAGMA. */
    public String setting() {
        return setting;
    }

    /** The value asked for. */
    public String wanted() {
        return wanted;
    }

    /** The value in force; empty when SQLite knows no such setting. */
    public Optional<String> actual() {
        return Optional.ofNullable(actual);
    }
}
