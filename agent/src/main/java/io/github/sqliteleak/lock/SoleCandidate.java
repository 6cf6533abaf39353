package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.TrackedConnection;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The only connection of this JVM that can have a lock which, as the operating system says, this
 * process holds. Its statements alone do not say so; that nobody else can have the lock does.
 */
final class SoleCandidate {
    private final Suspicion suspicion;
    private @Nullable TrackedConnection candidate;
    private boolean others;
    private int uses;

    /** What is known of one connection and the lock. */
    interface Suspicion {
        /** It may have the lock, for as long as it does nothing. */
        boolean mayHold(TrackedConnection connection);

        /** It may have the lock now and give it back at once, or have it unseen. */
        boolean isUnclear(TrackedConnection connection);
    }

    private SoleCandidate(Situation situation, Suspicion suspicion) {
        this.suspicion = suspicion;
        for (TrackedConnection connection : situation.possibleHolders()) {
            look(connection);
        }
    }

    /**
     * Null unless there is proof.
     *
     * @param held asks the operating system whether this process holds the lock
     */
    static @Nullable TrackedConnection find(
            Situation situation, Suspicion suspicion, BooleanSupplier held) {
        if (situation.registry().hasExcluded()) {
            return null;
        }
        SoleCandidate before = new SoleCandidate(situation, suspicion);
        TrackedConnection found = before.only();
        if (found == null || !held.getAsBoolean()) {
            return null;
        }
        // Nobody may have come and gone meanwhile.
        SoleCandidate after = new SoleCandidate(situation, suspicion);
        return after.only() == found && after.uses == before.uses ? found : null;
    }

    private @Nullable TrackedConnection only() {
        return others ? null : candidate;
    }

    private void look(TrackedConnection connection) {
        uses += connection.uses() + 1;
        if (suspicion.mayHold(connection)) {
            others |= candidate != null;
            candidate = connection;
        }
        others |=
                connection.writeCursor() != null
                        || connection.exclusiveMode() != null
                        || suspicion.isUnclear(connection);
    }
}
