package io.github.sqliteleak.report.console;

import io.github.sqliteleak.moment.HolderThread;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.moment.OpenConnection;
import io.github.sqliteleak.moment.PoolWait;
import io.github.sqliteleak.moment.Waiter;
import io.github.sqliteleak.waits.LockHolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom: below each holder of a lock those that wait for it, and below them those that
 * wait for a lock of theirs.
 */
final class WaitTree {
    private final Map<Long, OpenConnection> connections = new HashMap<>();
    private final Map<Long, HolderThread> threads = new HashMap<>();
    private final Map<Long, List<Waiter>> byHolder = new LinkedHashMap<>();
    private final List<Waiter> forOthers = new ArrayList<>();
    private final List<PoolWait> pools;
    private final Set<Long> waiting = new HashSet<>();
    private final Set<Long> written = new HashSet<>();

    WaitTree(Moment moment) {
        moment.connections().forEach(open -> connections.put(open.id(), open));
        moment.threads().forEach(thread -> threads.put(thread.id(), thread));
        pools = moment.pools();
        for (Waiter wait : moment.waits()) {
            waiting.add(wait.connectionId());
            boolean here = false;
            for (LockHolder holder : wait.holders()) {
                Long id = holder.connectionId();
                if (id != null) {
                    byHolder.computeIfAbsent(id, any -> new ArrayList<>()).add(wait);
                    here = true;
                }
            }
            if (!here) {
                forOthers.add(wait);
            }
        }
    }

    boolean isEmpty() {
        return byHolder.isEmpty() && forOthers.isEmpty() && pools.isEmpty();
    }

    void write(ConsolePage page) {
        for (Long holder : byHolder.keySet()) {
            if (!waiting.contains(holder)) {
                writeHolder(page, holder, 1);
            }
        }
        // Those that are left wait in a circle.
        for (Long holder : byHolder.keySet()) {
            if (!written.contains(holder)) {
                writeHolder(page, holder, 1);
            }
        }
        for (Waiter wait : forOthers) {
            indent(page, 1).text(others(wait)).line();
            writeWaiter(page, wait, 2);
        }
        for (PoolWait pool : pools) {
            writePool(page, pool);
        }
    }

    private static String others(Waiter wait) {
        if (wait.holders().isEmpty()) {
            return "somebody who is not known";
        }
        LockHolder holder = wait.holders().get(0);
        return "process "
                + (holder.pid() == null ? "in another container" : holder.pid())
                + (holder.process() == null ? "" : ": " + holder.process());
    }

    private void writeHolder(ConsolePage page, Long id, int depth) {
        OpenConnection open = connections.get(id);
        indent(page, depth).text(ConsolePage.BOLD, "connection " + id);
        if (open != null) {
            String holds = Holding.of(open);
            page.text(thread(open.holder()));
            page.text(holds.isEmpty() ? "" : " holds " + holds);
            page.text(MomentText.at(holds.isEmpty() ? open.site() : null));
        }
        page.line();
        writeWaiters(page, id, depth + 1);
    }

    private void writeWaiters(ConsolePage page, Long holder, int depth) {
        if (!written.add(holder)) {
            return;
        }
        for (Waiter wait : byHolder.getOrDefault(holder, List.of())) {
            writeWaiter(page, wait, depth);
            writeWaiters(page, wait.connectionId(), depth + 1);
        }
    }

    private static void writeWaiter(ConsolePage page, Waiter wait, int depth) {
        indent(page, depth).text("← connection " + wait.connectionId());
        page.text(wait.thread() == null ? "" : ", thread \"" + wait.thread() + '"');
        page.text(wait.presumed() ? " seems to have waited for " : " has waited for ");
        page.text(MomentTimes.of(wait.waitedMillis()));
        int most = wait.busyTimeoutMillis();
        page.text(most == 0 ? "" : " of " + MomentTimes.of(most) + " at most");
        page.text(" to " + wait.operation() + MomentText.at(wait.site())).line();
    }

    private void writePool(ConsolePage page, PoolWait pool) {
        indent(page, 1).text(ConsolePage.BOLD, "pool " + pool.pool());
        page.text(" has lent all of its connections").line();
        for (Long id : pool.lent()) {
            OpenConnection open = connections.get(id);
            indent(page, 2).text("connection " + id);
            page.text(open == null ? "" : thread(open.holder()));
            page.text(open == null ? "" : " has it" + MomentText.at(open.site())).line();
        }
        for (Long id : pool.waitingThreads()) {
            HolderThread thread = threads.get(id);
            indent(page, 2).text("← thread \"" + (thread == null ? id : thread.name()) + '"');
            page.text(" waits for one").line();
        }
    }

    private static String thread(@Nullable HolderThread thread) {
        return thread == null ? "" : ", thread \"" + thread.name() + "\" (" + thread.state() + "),";
    }

    private static ConsolePage indent(ConsolePage page, int depth) {
        return page.text("  ".repeat(depth));
    }
}
