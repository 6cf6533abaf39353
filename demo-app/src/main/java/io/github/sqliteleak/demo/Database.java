package io.github.sqliteleak.demo;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** How the shop opens its databases. */
final class Database {
    private Database() {}

    static DataSource at(Path file) {
        return configure(new SQLiteDataSource(), file);
    }

    /** Waits this long for a lock. */
    static DataSource waiting(Path file, int millis) {
        SQLiteDataSource source = configure(new SQLiteDataSource(), file);
        source.setBusyTimeout(millis);
        return source;
    }

    static SQLiteDataSource configure(SQLiteDataSource source, Path file) {
        source.setUrl("jdbc:sqlite:" + file);
        source.setJournalMode("WAL");
        source.setSynchronous("NORMAL");
        source.setEnforceForeignKeys(true);
        return source;
    }
}
