package io.github.sqliteleak.driver;

/**
 * The bytes that SQLite locks.
 *
 * @see <a href="https://www.sqlite.org/walformat.html#locks">WAL locks</a>
 * @see <a href="https://www.sqlite.org/lockingv3.html">Locking in rollback mode</a>
 */
public final class LockBytes {
    /** Of the -shm file. */
    public static final long WAL_WRITE = 120;

    public static final long WAL_RECOVER = 122;
    public static final long WAL_FIRST_READ = 123;
    public static final long WAL_LAST_READ = 127;

    /** Of the database file. */
    public static final long PENDING = 0x40000000;

    public static final long RESERVED = PENDING + 1;
    public static final long FIRST_SHARED = PENDING + 2;
    public static final long LAST_SHARED = PENDING + 511;

    private LockBytes() {}
}
