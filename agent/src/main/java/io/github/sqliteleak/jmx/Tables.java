package io.github.sqliteleak.jmx;

import io.github.sqliteleak.live.LiveView;
import io.github.sqliteleak.moment.HolderThread;
import io.github.sqliteleak.moment.OpenConnection;
import io.github.sqliteleak.moment.OpenDatabase;
import io.github.sqliteleak.moment.Waiter;
import io.github.sqliteleak.waits.LockHolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** What is open and who waits, as tables. */
final class Tables {
    static final Table DATABASES =
            new Table.Builder("Databases", "databases with open connections")
                    .text("database", "path, or how it is in memory")
                    .number("open", "open connections")
                    .number("lent", "of those, lent by pools")
                    .number("transactions", "of those, with a transaction open")
                    .number("openCursors", "results not read to their end")
                    .number("waiting", "connections that wait for a lock")
                    .number("longestTransactionMillis", "longest transaction, ms")
                    .number("walBytes", "length of the WAL; 0 when there is none")
                    .build();

    static final Table CONNECTIONS =
            new Table.Builder("OpenConnections", "connections open now")
                    .number("id", "number of the connection in this JVM")
                    .text("database", "path, or how it is in memory")
                    .text("owner", "application, or pool:NAME")
                    .text("site", "the line that has it")
                    .text("openSite", "where it was opened")
                    .text("openThread", "thread that opened it")
                    .number("openMillis", "open for, ms")
                    .number("lastUsedMillisAgo", "last used, ms ago")
                    .text("lastUsedBy", "thread that used it last")
                    .text("borrowThread", "thread that has borrowed it")
                    .number("borrowedMillis", "borrowed for, ms")
                    .text("transaction", "its mode; write: it has written")
                    .number("transactionMillis", "transaction open for, ms")
                    .text("transactionSite", "where the transaction began")
                    .number("openCursors", "results not read to their end")
                    .text("running", "statement that runs now")
                    .yesOrNo("collected", "leaked: the connection object is gone")
                    .build();

    static final Table HOLDERS =
            new Table.Builder("Holders", "connections that others may have to wait for")
                    .number("id", "number of the connection in this JVM")
                    .text("database", "path, or how it is in memory")
                    .text("holds", "what it holds")
                    .number("millis", "for so long, ms")
                    .text("site", "where that began, or the line that has the connection")
                    .text("thread", "thread that has it")
                    .text("threadState", "what that thread does")
                    .text("threadAt", "where it is now")
                    .number("waiters", "connections that wait for it")
                    .text("waiterThreads", "their threads")
                    .build();

    private Tables() {}

    static TabularData databases(LiveView view) {
        TabularData table = DATABASES.empty();
        for (OpenDatabase database : view.databases()) {
            Long wal = database.walBytes();
            table.put(
                    DATABASES.row(
                            database.path(),
                            (long) database.open(),
                            (long) database.lent(),
                            (long) database.transactions(),
                            (long) database.openCursors(),
                            (long) database.waiting(),
                            database.longestTransactionMillis(),
                            wal == null ? 0L : wal));
        }
        return table;
    }

    static TabularData connections(LiveView view) {
        TabularData table = CONNECTIONS.empty();
        for (OpenConnection open : view.connections(false)) {
            OpenConnection.Lent lent = open.lent();
            OpenConnection.Transaction transaction = open.transaction();
            OpenConnection.Running running = open.running();
            table.put(
                    CONNECTIONS.row(
                            open.id(),
                            open.database(),
                            open.owner(),
                            open.site(),
                            open.openSite(),
                            open.openThread(),
                            open.openMillis(),
                            open.lastUsedMillisAgo(),
                            open.lastUsedBy(),
                            lent == null ? null : lent.thread(),
                            lent == null ? null : lent.millis(),
                            transaction == null ? null : mode(transaction),
                            transaction == null ? null : transaction.millis(),
                            transaction == null ? null : transaction.site(),
                            (long) open.openCursors(),
                            running == null ? null : running.sql(),
                            open.collected()));
        }
        return table;
    }

    private static String mode(OpenConnection.Transaction transaction) {
        return transaction.mode() + (transaction.wrote() ? ", write" : "");
    }

    static TabularData holders(LiveView view) {
        List<Waiter> all = view.waiters();
        Set<Long> waits = new HashSet<>();
        all.forEach(waiter -> waits.add(waiter.connectionId()));
        Map<Long, List<String>> waiters = waiters(all);
        TabularData table = HOLDERS.empty();
        for (OpenConnection open : view.connections(true)) {
            List<String> waiting = waiters.getOrDefault(open.id(), List.of());
            boolean onlyWaits = waits.contains(open.id()) && open.transaction() == null;
            if ((open.holdsSomething() && !onlyWaits) || !waiting.isEmpty()) {
                HolderThread thread = open.holder();
                OpenConnection.Transaction transaction = open.transaction();
                table.put(
                        HOLDERS.row(
                                open.id(),
                                open.database(),
                                holds(open),
                                millis(open),
                                transaction == null || transaction.site() == null
                                        ? open.site()
                                        : transaction.site(),
                                thread == null ? null : thread.name(),
                                thread == null ? null : thread.state(),
                                thread == null || thread.stack().isEmpty()
                                        ? null
                                        : thread.stack().get(0),
                                (long) waiting.size(),
                                waiting.isEmpty() ? null : String.join(", ", waiting)));
            }
        }
        return table;
    }

    private static Map<Long, List<String>> waiters(List<Waiter> all) {
        Map<Long, List<String>> byHolder = new HashMap<>();
        for (Waiter waiter : all) {
            String thread = waiter.thread();
            for (LockHolder holder : waiter.holders()) {
                if (holder.connectionId() != null) {
                    byHolder.computeIfAbsent(holder.connectionId(), id -> new ArrayList<>())
                            .add(thread == null ? "?" : thread);
                }
            }
        }
        return byHolder;
    }

    private static String holds(OpenConnection open) {
        OpenConnection.Transaction transaction = open.transaction();
        if (transaction != null && (transaction.locks() || transaction.reads())) {
            return transaction.locks() ? "write transaction" : "read transaction";
        }
        if (open.openCursors() > 0) {
            return open.openCursors() == 1 ? "open cursor" : open.openCursors() + " open cursors";
        }
        return open.running() == null ? "locking mode" : "running statement";
    }

    private static @Nullable Long millis(OpenConnection open) {
        OpenConnection.Transaction transaction = open.transaction();
        OpenConnection.Running running = open.running();
        if (transaction != null) {
            return transaction.millis();
        }
        return running == null ? open.lastUsedMillisAgo() : running.millis();
    }
}
