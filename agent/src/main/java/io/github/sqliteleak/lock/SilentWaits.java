package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.LockBytes;
import io.github.sqliteleak.registry.BusyState;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.LockTable;
import io.github.sqliteleak.waits.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Waits in which SQLite calls nobody, as with drivers that were loaded before the agent came:
 * presumed where a thread has been in native code for long, in a statement that cannot go on for as
 * long as somebody has a lock, and somebody has it for sure. Looks only when it is asked.
 */
final class SilentWaits {
    /** When a statement began is known to half of this; what takes less is no wait. */
    private static final long LONG_NANOS = 100_000_000;

    private static final String NATIVE_CODE = "org.sqlite.core.NativeDB";

    private final HolderSearch search;

    private SilentWaits(HolderSearch search) {
        this.search = search;
    }

    /** As waits that are presumed. */
    static List<WaitNow> find(ConnectionRegistry registry, HolderSearch search) {
        SilentWaits silent = new SilentWaits(search);
        List<WaitNow> waits = new ArrayList<>();
        long now = System.nanoTime();
        for (TrackedConnection connection : registry.open()) {
            WaitNow wait = silent.of(connection, now);
            if (wait != null) {
                waits.add(wait);
            }
        }
        return waits;
    }

    private @Nullable WaitNow of(TrackedConnection connection, long now) {
        Thread thread = connection.inFlight();
        long since = connection.lastUseNanos();
        BusyState handling = connection.busyHandling();
        if (thread == null
                || connection.isWaiting()
                || now - since < LONG_NANOS
                || (handling != null && !handling.waitsUnseen())) {
            return null;
        }
        String sql = connection.runningSql();
        Operation operation = Operation.of(sql);
        if (!mayWait(connection, operation, sql) || !isInNativeCode(thread)) {
            return null;
        }
        HolderSearch.Findings found = search.findNow(connection, operation);
        List<WaitNow.Holder> holders = new ArrayList<>();
        for (Hold hold : found.holds()) {
            if (isInTheWay(hold, operation)) {
                holders.add(new WaitNow.Holder(hold.holder()));
            }
        }
        if (holders.isEmpty()
                || (operation == Operation.READ && !isExclusive(found))
                || connection.inFlight() != thread
                || connection.lastUseNanos() != since) {
            return null;
        }
        int timeout = handling == null ? 0 : handling.timeoutMillis();
        return new WaitNow(
                connection,
                found.database(),
                thread,
                operation,
                sql,
                since,
                timeout,
                holders,
                true);
    }

    /** What else takes long may do so without a lock. */
    private static boolean mayWait(
            TrackedConnection connection, Operation operation, @Nullable String sql) {
        return switch (operation) {
            case READ, BEGIN, COMMIT -> true;
            // One that has the lock already is at work.
            case WRITE -> connection.transaction() == null || !connection.transaction().hasLocked();
            case CHECKPOINT -> sql != null && waitsForReaders(sql.toLowerCase(Locale.ROOT));
            case PRAGMA, OTHER -> false;
        };
    }

    private static boolean waitsForReaders(String checkpoint) {
        return checkpoint.contains("full")
                || checkpoint.contains("restart")
                || checkpoint.contains("truncate");
    }

    /** Not in a function of the application's, which SQLite may call. */
    private static boolean isInNativeCode(Thread thread) {
        StackTraceElement[] stack = Foreign.stack(thread);
        return stack.length > 0
                && stack[0].isNativeMethod()
                && stack[0].getClassName().equals(NATIVE_CODE);
    }

    /**
     * Another statement that runs may be waiting itself, unseen as well. A reader is in the way of
     * the end of a writing statement, which may be at work until then.
     */
    private static boolean isInTheWay(Hold hold, Operation operation) {
        boolean readersToo = operation == Operation.COMMIT || operation == Operation.CHECKPOINT;
        return hold.isSure() && !hold.isOfMoment() && (readersToo || hold.isOfWriter());
    }

    /**
     * Whether nobody can read, by what the system says: a writer that has yet to commit is none.
     */
    private static boolean isExclusive(HolderSearch.Findings found) {
        Path path = found.database() == null ? null : found.database().path();
        if (path == null || found.journal() != Journal.ROLLBACK) {
            return false;
        }
        List<LockTable.Lock> locks = new ArrayList<>(LockTable.readOwn(path));
        locks.addAll(LockTable.read(path));
        return !LockTable.holders(locks, LockBytes.FIRST_SHARED, LockBytes.FIRST_SHARED, true)
                .isEmpty();
    }
}
