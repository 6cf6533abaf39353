package io.github.sqliteleak.moment;

import org.jspecify.annotations.Nullable;

/**
 * A database with open connections.
 *
 * @param path absolute, or how it is in memory
 * @param walBytes length of its WAL; null when it has none
 * @param open connections
 * @param lent of those, how many a pool has lent
 * @param transactions how many have one open
 * @param waiting how many wait for a lock
 * @param longestTransactionMillis 0 when there is none
 */
public record OpenDatabase(
        String path,
        @Nullable Long walBytes,
        int open,
        int lent,
        int transactions,
        int openCursors,
        int waiting,
        long longestTransactionMillis) {}
