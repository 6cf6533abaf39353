package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.waits.Operation;
import java.util.ArrayList;
import java.util.List;

/** Who reads from a WAL at this moment, which keeps checkpoints from emptying it. */
final class WalPins {
    private final HolderSearch search;

    WalPins(ConnectionRegistry registry) {
        this.search = new HolderSearch(registry);
    }

    /**
     * Those there is evidence for.
     *
     * @param writer has just committed; its own open results count as well
     */
    List<Hold> find(DatabaseFile database, TrackedConnection writer) {
        List<Hold> readers = new ArrayList<>(1);
        for (Hold hold : search.findOn(database, writer, Operation.CHECKPOINT).holds()) {
            if (hold.isOfReader()) {
                readers.add(hold);
            }
        }
        TrackedStatement own = writer.readingStatement();
        if (own != null) {
            readers.add(Holds.byResult(writer, own));
        }
        return readers;
    }
}
