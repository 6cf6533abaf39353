package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.lock.HolderTable.Step;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.waits.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the holders of locks on a database that are in the way of an operation at this moment:
 * goes through the steps of {@link HolderTable}. Takes no locks; reads what other threads are
 * writing.
 */
final class HolderSearch {
    private final ConnectionRegistry registry;

    /**
     * Who was found.
     *
     * @param database that is waited for; null when it is one of several, and which is not known
     * @param holds empty when nobody is known
     * @param journal of the database; null when it was not found out
     */
    record Findings(@Nullable DatabaseFile database, List<Hold> holds, @Nullable Journal journal) {
        static final Findings NOTHING = new Findings(null, List.of(), null);
    }

    HolderSearch(ConnectionRegistry registry) {
        this.registry = registry;
    }

    /** As {@link #find}, where there is no second look. */
    Findings findNow(TrackedConnection waiter, Operation operation) {
        Findings found = find(waiter, operation, true);
        long now = System.nanoTime();
        for (Hold hold : found.holds()) {
            hold.isStillThere(now);
        }
        return found;
    }

    /**
     * The holds that there is evidence for; empty when there is none.
     *
     * @param closer whether to look at running statements and at other processes too, where no
     *     transaction and no cursor is in the way; that takes longer
     */
    Findings find(TrackedConnection waiter, Operation operation, boolean closer) {
        boolean close = closer || operation == Operation.CHECKPOINT;
        DatabaseFile database = AwaitedDatabase.of(registry, waiter, operation, close);
        if (database == null) {
            return Findings.NOTHING;
        }
        Journal journal = journal(database.path(), close || operation == Operation.COMMIT);
        List<Step> steps =
                close
                        ? HolderTable.closer(journal, operation)
                        : HolderTable.quick(journal, operation);
        Situation situation = new Situation(registry, waiter, database, operation, journal);
        return new Findings(database, ask(steps, situation), journal);
    }

    /** As {@link #findNow}, of a database that the waiter may not have open itself. */
    Findings findOn(DatabaseFile database, TrackedConnection waiter, Operation operation) {
        Journal journal = journal(database);
        Situation situation = new Situation(registry, waiter, database, operation, journal);
        Findings found =
                new Findings(
                        database, ask(HolderTable.closer(journal, operation), situation), journal);
        long now = System.nanoTime();
        for (Hold hold : found.holds()) {
            hold.isStillThere(now);
        }
        return found;
    }

    /** Whether the database has a WAL, as the file system says. */
    static Journal journal(DatabaseFile database) {
        return journal(database.path(), true);
    }

    /** A quick look asks the file system only where the answer depends on it. */
    private static Journal journal(@Nullable Path path, boolean asked) {
        if (path == null) {
            return Journal.MEMORY;
        }
        if (!asked) {
            return Journal.NOT_ASKED;
        }
        return DatabaseFiles.hasWal(path) ? Journal.WAL : Journal.ROLLBACK;
    }

    private static List<Hold> ask(List<Step> steps, Situation situation) {
        List<Hold> here = new ArrayList<>(1);
        List<Hold> elsewhere = new ArrayList<>(0);
        for (Step step : steps) {
            if (isDue(step, here, elsewhere)) {
                boolean others = step.source() == EvidenceSource.OTHER_PROCESSES;
                (others ? elsewhere : here).addAll(step.source().find(situation));
            }
        }
        // Those of this JVM first: they can be mended here.
        here.addAll(elsewhere);
        return here;
    }

    private static boolean isDue(Step step, List<Hold> here, List<Hold> elsewhere) {
        return switch (step.when()) {
            case ALWAYS -> true;
            case NOBODY_HERE -> here.isEmpty();
            case NOBODY_YET -> here.isEmpty() && elsewhere.isEmpty();
            case NO_WRITER -> here.isEmpty() && elsewhere.stream().noneMatch(Hold::isOfWriter);
        };
    }
}
