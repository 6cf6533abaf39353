package io.github.sqliteleak.junit;

import io.github.sqliteleak.junit.TestDatabase.JournalMode;
import io.github.sqliteleak.junit.TestDatabase.Keep;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.sqlite.SQLiteConfig;

/**
 * What a {@link TestDatabase} asks for.
 *
 * @param query the pragmas as parameters of a JDBC URL, with what leads them in; empty without any
 */
record DatabaseSpec(
        String name,
        Storage storage,
        List<String> scripts,
        boolean template,
        Class<? extends Migration> migration,
        JournalMode journalMode,
        Keep keep,
        String query) {

    static DatabaseSpec of(TestDatabase annotation) {
        refuseWhatOnlyAFileHas(annotation);
        return new DatabaseSpec(
                annotation.name(),
                annotation.storage(),
                List.of(annotation.script()),
                annotation.template(),
                annotation.migration(),
                annotation.journalMode(),
                annotation.keep(),
                query(annotation.pragmas()));
    }

    boolean hasSchema() {
        return !scripts.isEmpty() || hasMigration();
    }

    boolean hasMigration() {
        return migration != Migration.None.class;
    }

    /** A migration takes as many connections as it likes, which a private memory has not. */
    boolean needsTemplate() {
        return hasSchema() && (template || (hasMigration() && storage == Storage.MEMORY));
    }

    /** The pragmas, on a connection whose settings SQL may have changed. */
    void putInForceAgain(Connection connection) throws SQLException {
        if (query.isEmpty()) {
            return;
        }
        Properties pragmas = new Properties();
        for (String pragma : query.substring(1).split("&", -1)) {
            String[] parts = pragma.split("=", 2);
            pragmas.setProperty(parts[0], parts[1]);
        }
        new SQLiteConfig(pragmas).apply(connection);
    }

    private static void refuseWhatOnlyAFileHas(TestDatabase annotation) {
        if (annotation.storage() == Storage.FILE) {
            return;
        }
        String unusable = null;
        if (annotation.keep() != Keep.NEVER) {
            unusable = "keep = " + annotation.keep();
        } else if (annotation.journalMode() != JournalMode.WAL) {
            unusable = "journalMode = " + annotation.journalMode();
        }
        if (unusable != null) {
            throw new ExtensionConfigurationException(
                    "@TestDatabase(storage = "
                            + annotation.storage()
                            + ") cannot have "
                            + unusable
                            + "; allowed: storage = FILE, or none of it");
        }
    }

    private static String query(String[] pragmas) {
        if (pragmas.length == 0) {
            return "";
        }
        StringBuilder query = new StringBuilder();
        for (String pragma : pragmas) {
            String[] parts = pragma.split("=", 2);
            String key = parts[0].strip().toLowerCase(Locale.ROOT);
            if (parts.length < 2 || parts[1].isBlank() || parts[1].matches(".*[?&#;].*")) {
                throw wrong(pragma, "name=value, without ? & # ; in it");
            }
            if (!PragmaValues.known().contains(key)) {
                throw wrong(
                        pragma,
                        "those that the driver knows: " + String.join(", ", PragmaValues.known()));
            }
            if (key.equals("journal_mode")) {
                throw wrong(pragma, "journalMode = JournalMode.… instead");
            }
            String values = PragmaValues.allowedInsteadOf(parts[1].strip(), key);
            if (values != null) {
                throw wrong(pragma, key + " = " + values);
            }
            query.append(query.isEmpty() ? "?" : "&").append(key).append('=');
            query.append(parts[1].strip());
        }
        return query.toString();
    }

    private static ExtensionConfigurationException wrong(String pragma, String allowed) {
        return new ExtensionConfigurationException(
                "@TestDatabase(pragmas): \"" + pragma + "\" is not allowed; allowed: " + allowed);
    }
}
