package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Settings for a {@link SqliteDatabase}. Each has a default that holds up: WAL, {@code
 * synchronous=NORMAL}, {@code foreign_keys=ON}, {@code busy_timeout} 5 s, {@code
 * temp_store=MEMORY}, 64 MB cache. Not safe for several threads.
 */
public final class SqliteDatabaseBuilder {
    private static final int KIB = 1024;

    private final Location location;
    private final Properties properties = new Properties();
    private final Settings settings = new Settings();
    private TransactionAction<SQLException> connectionHook = connection -> {};
    private @Nullable ConnectionWarning warning;
    private boolean closedAtExit;
    private DatabaseListener listener = DatabaseListener.NONE;
    private boolean readOnly;
    private int keptReaders = 8;
    private Duration keptFor = Duration.ofMinutes(1);
    private Duration writerTimeout = Duration.ofSeconds(30);
    private Duration closeTimeout = Duration.ofSeconds(5);

    SqliteDatabaseBuilder(Location location) {
        this.location = location;
        this.readOnly = !location.writable();
    }

    /** As in {@code PRAGMA journal_mode}. */
    public SqliteDatabaseBuilder journalMode(String mode) {
        return setting("journal_mode", mode);
    }

    /** As in {@code PRAGMA synchronous}; {@code FULL} makes each commit survive a power failure. */
    public SqliteDatabaseBuilder synchronous(String level) {
        return setting("synchronous", level);
    }

    public SqliteDatabaseBuilder foreignKeys(boolean enforced) {
        return setting("foreign_keys", enforced ? "ON" : "OFF");
    }

    /** How long SQLite itself waits for a lock of another connection, in whole milliseconds. */
    public SqliteDatabaseBuilder busyTimeout(Duration timeout) {
        Durations.notNegative(timeout, "busyTimeout");
        return setting(Setting.BUSY_TIMEOUT, Long.toString(timeout.toMillis()));
    }

    /** As in {@code PRAGMA temp_store}. */
    public SqliteDatabaseBuilder tempStore(String place) {
        return setting("temp_store", place);
    }

    /** The page cache of each connection, in whole KiB. */
    public SqliteDatabaseBuilder cacheBytes(long bytes) {
        return setting("cache_size", Long.toString(-Math.max(1, bytes / KIB)));
    }

    /**
     * Any PRAGMA whose value can be asked for; replaces a default of that name.
     *
     * @throws IllegalArgumentException when it is not a name and a single word, number or quoted
     *     text
     */
    public SqliteDatabaseBuilder setting(String pragma, String value) {
        settings.put(new Setting(pragma, value));
        return this;
    }

    /** How long {@link SqliteDatabase#transaction} waits for the writer; by default 30 s. */
    public SqliteDatabaseBuilder writerTimeout(Duration timeout) {
        writerTimeout = Durations.notNegative(timeout, "writerTimeout");
        return this;
    }

    /** How long {@link SqliteDatabase#close()} waits for what runs; by default 5 s. */
    public SqliteDatabaseBuilder closeTimeout(Duration timeout) {
        closeTimeout = Durations.notNegative(timeout, "closeTimeout");
        return this;
    }

    /**
     * How many readers that nobody uses stay open for the next ones, and for how long; 8 and one
     * minute. With 0 each is opened anew and closed at once. It does not bound how many are in use.
     */
    public SqliteDatabaseBuilder keepReaders(int most, Duration longest) {
        if (most < 0) {
            throw new IllegalArgumentException("keepReaders must not be negative: " + most);
        }
        keptReaders = most;
        keptFor = Durations.positive(longest, "keepReaders");
        return this;
    }

    /**
     * A property of the driver for each connection, as in {@code enable_load_extension=true}, or
     * the cipher of a driver that has one. Its settings are put in force after those.
     */
    public SqliteDatabaseBuilder driverProperty(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    /**
     * What to do with each new connection before the settings are put in force: a key ({@code
     * PRAGMA key}), an extension, a function or a collation. Also done with the connection that
     * moves the WAL into the database at the end.
     */
    public SqliteDatabaseBuilder eachConnection(TransactionAction<SQLException> hook) {
        connectionHook = hook;
        return this;
    }

    /**
     * Warns when more connections are in use at once than there should be: once, and again after it
     * was fewer.
     *
     * @param connections how many there may be, readers and the writer
     * @param listener gets all of them, with the lines that took them, on the thread of the last
     *     one; what it throws comes out there
     */
    public SqliteDatabaseBuilder warnAbove(
            int connections, Consumer<List<OpenConnection>> listener) {
        warning = new ConnectionWarning(connections, listener);
        return this;
    }

    /** Who hears how long the writer is waited for and held, and of the batches of write queues. */
    public SqliteDatabaseBuilder listener(DatabaseListener hears) {
        listener = hears;
        return this;
    }

    /**
     * Closes the database in a shutdown hook of the JVM if nobody has closed it before. Hooks run
     * at the same time: what other hooks still want to write may come too late.
     */
    public SqliteDatabaseBuilder closeAtExit() {
        closedAtExit = true;
        return this;
    }

    /**
     * Only reads; {@code writer()} and {@code transaction()} fail, and {@code close()} leaves what
     * lies beside the file as it is. The only way to open a database in WAL mode that was closed
     * cleanly where nothing can be written, as on a read-only file system or in a container: SQLite
     * would have to make -wal and -shm there. It is opened as {@code immutable} then, which takes
     * no locks: nobody else may write it meanwhile, from wherever that is possible. The journal
     * mode stays as it is.
     */
    public SqliteDatabaseBuilder readOnly() {
        readOnly = true;
        return this;
    }

    /**
     * Opens the database, creating the file if need be, but not its folder.
     *
     * @throws SettingRefusedException when SQLite did not take a setting
     */
    public SqliteDatabase open() throws SQLException {
        if (readOnly && location.inMemory()) {
            throw new IllegalArgumentException("There is nothing to read in " + location.file());
        }
        return new SqliteDatabase(this);
    }

    Path file() {
        return location.file();
    }

    ConnectionOpening opening() {
        return new ConnectionOpening(location, properties, connectionHook);
    }

    Settings settings() {
        boolean asItIs = readOnly || location.inMemory();
        return asItIs ? settings.withoutJournalMode() : settings.copy();
    }

    boolean isReadOnly() {
        return readOnly;
    }

    @Nullable ConnectionWarning warning() {
        return warning;
    }

    DatabaseListener listener() {
        return listener;
    }

    boolean isClosedAtExit() {
        return closedAtExit;
    }

    int keptReaders() {
        return keptReaders;
    }

    Duration keptFor() {
        return keptFor;
    }

    Duration writerTimeout() {
        return writerTimeout;
    }

    Duration closeTimeout() {
        return closeTimeout;
    }
}
