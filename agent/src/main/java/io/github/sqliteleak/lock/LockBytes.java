package io.github.sqliteleak.lock;

/**
 * The bytes that SQLite locks.
 *
 * @see <a href="https://www.sqlite.org/walformat.html#locks">WAL locks</a>
 * @see <a href="https://www.sqlite.org/lockingv3.html">Locking in rollback mode</a>
 */
final class LockBytes {
    /** Of the -shm file. */
    static final long WAL_WRITE = 120;

    static final long WAL_RECOVER = 122;
    static final long WAL_FIRST_READ = 123;
    static final long WAL_LAST_READ = 127;

    /** Of the database file. */
    static final long PENDING = 0x40000000;

    static final long RESERVED = PENDING + 1;
    static final long FIRST_SHARED = PENDING + 2;
    static final long LAST_SHARED = PENDING + 511;

    private LockBytes() {}
}
