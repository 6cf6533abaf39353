package io.github.sqliteleak.lock;

/** What SQLite calls when the database is locked. */
enum BusyInForce {
    /** Its own handler, or none. */
    NATIVE,
    /** A handler that waits as its own would. */
    OURS,
    /** The application's, within one of ours. */
    APPLICATIONS,
    /** Its own for a moment, with the timeout known. */
    LENT,
    /** Its own until the next statement, with the timeout known. */
    RESTING
}
