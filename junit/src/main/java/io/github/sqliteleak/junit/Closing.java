package io.github.sqliteleak.junit;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * The closing of one connection, on which another thread may still run SQL: the driver lets one
 * thread at a time into a connection.
 */
final class Closing {
    private final DB database;

    /** Held while interrupting, and taken before closing: no interrupt may meet a closed handle. */
    private final Object gate = new Object();

    private boolean reached;
    private volatile @Nullable Thread closer;
    private volatile @Nullable String inTheWay;

    Closing(Connection connection) throws SQLException {
        database = connection.unwrap(SQLiteConnection.class).getDatabase();
    }

    /** Closes it in the calling thread, after whoever is in it now. */
    void run() throws SQLException {
        closer = Thread.currentThread();
        synchronized (database) {
            synchronized (gate) {
                reached = true;
            }
            database.close();
        }
    }

    /** Interrupts the SQL of whoever is in the way; nothing when nobody is seen there. */
    void interrupt() {
        synchronized (gate) {
            String user = reached ? null : user();
            if (user == null) {
                return;
            }
            inTheWay = user;
            try {
                database.interrupt();
            } catch (SQLException closedMeanwhile) {
                // By the one who was in the way.
            }
        }
    }

    /** The thread whose SQL was interrupted, null when there was no need. */
    @Nullable String inTheWay() {
        return inTheWay;
    }

    /**
     * By what the closing thread waits for, and not by how long it takes: it may just not have been
     * given a processor yet.
     */
    private @Nullable String user() {
        Thread closing = closer;
        ThreadInfo info =
                closing == null
                        ? null
                        : ManagementFactory.getThreadMXBean().getThreadInfo(closing.getId());
        if (info == null) {
            return null;
        }
        LockInfo awaited = info.getLockInfo();
        if (awaited == null
                || info.getThreadState() != Thread.State.BLOCKED
                || awaited.getIdentityHashCode() != System.identityHashCode(database)) {
            return null;
        }
        // Newer JVMs name no virtual thread here.
        String owner = info.getLockOwnerName();
        return owner == null ? "another thread" : "thread \"" + owner + '"';
    }
}
