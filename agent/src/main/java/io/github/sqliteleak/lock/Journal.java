package io.github.sqliteleak.lock;

/** Where SQLite writes first, which decides what its locks are. */
enum Journal {
    /** A database in memory. */
    MEMORY,
    ROLLBACK,
    WAL,
    /** That of a file, where the answer does not depend on it. */
    NOT_ASKED
}
