package io.github.sqliteleak.junit;

import io.github.sqliteleak.junit.TestDatabase.Isolation;
import io.github.sqliteleak.junit.TestDatabase.JournalMode;
import io.github.sqliteleak.junit.TestDatabase.Keep;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
        Isolation isolation,
        String query) {

    static DatabaseSpec of(TestDatabase annotation) {
        return of(
                annotation.name(),
                annotation.storage(),
                List.of(annotation.script()),
                annotation.template(),
                annotation.migration(),
                annotation.journalMode(),
                annotation.keep(),
                annotation.isolation(),
                List.of(annotation.pragmas()));
    }

    /**
     * @param pragmas as in {@link TestDatabase#pragmas}
     */
    static DatabaseSpec of(
            String name,
            Storage storage,
            List<String> scripts,
            boolean template,
            Class<? extends Migration> migration,
            JournalMode journalMode,
            Keep keep,
            Isolation isolation,
            List<String> pragmas) {
        refuseWhatOnlyAFileHas(storage, journalMode);
        return new DatabaseSpec(
                name,
                storage,
                scripts,
                template,
                migration,
                journalMode,
                keep,
                isolation,
                PragmaQuery.of(pragmas));
    }

    /** The same on this storage. */
    DatabaseSpec on(Storage other) {
        return new DatabaseSpec(
                name, other, scripts, template, migration, journalMode, keep, isolation, query);
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

    private static void refuseWhatOnlyAFileHas(Storage storage, JournalMode journalMode) {
        boolean inMemory = storage == Storage.MEMORY || storage == Storage.SHARED_MEMORY;
        if (inMemory && journalMode != JournalMode.WAL) {
            throw new ExtensionConfigurationException(
                    "@TestDatabase(storage = "
                            + storage
                            + ") cannot have journalMode = "
                            + journalMode
                            + "; allowed: storage = FILE, or none of it");
        }
    }
}
