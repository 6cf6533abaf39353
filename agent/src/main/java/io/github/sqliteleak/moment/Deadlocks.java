package io.github.sqliteleak.moment;

import io.github.sqliteleak.waits.LockHolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the threads that wait for each other. A thread that waits for a lock goes on when all of
 * its holders let go, one that waits for a pool when one of the borrowers gives back; who can go on
 * is taken out until nobody is left but those that never will.
 */
public final class Deadlocks {
    private final Map<Long, OpenConnection> connections = new HashMap<>();
    private final Map<Long, HolderThread> threads = new HashMap<>();
    private final Map<Long, Blocked> blocked = new LinkedHashMap<>();

    /**
     * Why a thread waits.
     *
     * @param pool null when it is a lock
     * @param any whether one of those it waits for is enough
     */
    private record Blocked(List<Edge> edges, @Nullable String pool, boolean any) {}

    /**
     * One thread waits for another.
     *
     * @param connectionId that it waits for; null for a Java lock
     */
    private record Edge(long to, @Nullable Long connectionId, String words) {}

    private Deadlocks(List<OpenConnection> open, List<HolderThread> known) {
        open.forEach(connection -> connections.put(connection.id(), connection));
        known.forEach(thread -> threads.put(thread.id(), thread));
    }

    /** The deadlocks among these; empty as a rule. */
    public static List<Deadlock> find(
            List<OpenConnection> open,
            List<Waiter> waits,
            List<PoolWait> pools,
            List<HolderThread> threads) {
        Deadlocks search = new Deadlocks(open, threads);
        waits.forEach(search::add);
        pools.forEach(search::add);
        threads.forEach(search::add);
        return search.cycles(search.stuck());
    }

    private void add(Waiter wait) {
        Long thread = wait.threadId();
        if (thread == null) {
            return;
        }
        List<Edge> edges = new ArrayList<>();
        for (LockHolder holder : wait.holders()) {
            OpenConnection held = connections.get(holder.connectionId());
            HolderThread by = held == null ? null : held.holder();
            if (held != null && by != null) {
                edges.add(new Edge(by.id(), held.id(), MomentWords.lockWait(wait, held, by)));
            }
        }
        blocked.put(thread, new Blocked(edges, null, false));
    }

    private void add(PoolWait wait) {
        List<Edge> edges = new ArrayList<>();
        for (Long id : wait.lent()) {
            OpenConnection lent = connections.get(id);
            HolderThread by = lent == null ? null : lent.holder();
            if (lent == null || by == null) {
                // Whoever has it is not known, and may give it back.
                return;
            }
            edges.add(new Edge(by.id(), id, MomentWords.poolWait(wait, lent, by)));
        }
        for (Long thread : wait.waitingThreads()) {
            blocked.put(thread, new Blocked(edges, wait.pool(), true));
        }
    }

    private void add(HolderThread thread) {
        Long owner = thread.blockedBy();
        if (owner != null && !blocked.containsKey(thread.id())) {
            Edge edge = new Edge(owner, null, MomentWords.javaLock(name(owner)));
            blocked.put(thread.id(), new Blocked(List.of(edge), null, false));
        }
    }

    private Set<Long> stuck() {
        Set<Long> stuck = new LinkedHashSet<>(blocked.keySet());
        boolean fewer = true;
        while (fewer) {
            fewer = stuck.removeIf(thread -> goesOn(thread, Set.copyOf(stuck)));
        }
        return stuck;
    }

    private boolean goesOn(Long thread, Set<Long> stuck) {
        Blocked why = blocked.get(thread);
        if (why == null) {
            return true;
        }
        boolean stuckAll = !why.edges().isEmpty();
        boolean stuckAny = false;
        for (Edge edge : why.edges()) {
            boolean is = stuck.contains(edge.to());
            stuckAll &= is;
            stuckAny |= is;
        }
        return why.any() ? !stuckAll : !stuckAny;
    }

    private List<Deadlock> cycles(Set<Long> stuck) {
        List<Deadlock> found = new ArrayList<>();
        Set<Long> seen = new LinkedHashSet<>();
        for (Long begin : stuck) {
            List<Long> path = new ArrayList<>();
            Long at = begin;
            while (seen.add(at)) {
                path.add(at);
                at = next(at, stuck).to();
            }
            int from = path.indexOf(at);
            if (from >= 0) {
                found.add(deadlock(path.subList(from, path.size()), stuck));
            }
        }
        return found;
    }

    /** One of those it waits for that are stuck as well; itself first. */
    private Edge next(Long thread, Set<Long> stuck) {
        Blocked why = blocked.get(thread);
        Edge first = null;
        for (Edge edge : why == null ? List.<Edge>of() : why.edges()) {
            if (edge.to() == thread) {
                return edge;
            }
            if (first == null && stuck.contains(edge.to())) {
                first = edge;
            }
        }
        if (first == null) {
            throw new IllegalStateException("thread " + thread + " waits for nobody");
        }
        return first;
    }

    private Deadlock deadlock(List<Long> cycle, Set<Long> stuck) {
        List<String> names = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        List<String> words = new ArrayList<>();
        boolean pool = false;
        for (Long thread : cycle) {
            Edge edge = next(thread, stuck);
            Blocked why = blocked.get(thread);
            pool |= why != null && why.pool() != null;
            names.add(name(thread));
            if (edge.connectionId() != null) {
                ids.add(edge.connectionId());
            }
            words.add("thread \"" + name(thread) + "\" " + edge.words());
        }
        Deadlock.Kind kind = cycle.size() == 1 ? Deadlock.Kind.OWN_THREAD : Deadlock.Kind.CYCLE;
        return new Deadlock(pool ? Deadlock.Kind.POOL : kind, names, ids, words);
    }

    private String name(Long thread) {
        HolderThread known = threads.get(thread);
        return known == null ? "thread " + thread : known.name();
    }
}
