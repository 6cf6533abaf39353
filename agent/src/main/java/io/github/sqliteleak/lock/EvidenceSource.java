package io.github.sqliteleak.lock;

import io.github.sqliteleak.waits.Operation;
import java.util.List;

/** What can be asked who holds a lock. */
enum EvidenceSource {
    /** What the connections of this JVM have run, which says for sure that they write. */
    WRITERS,
    /** The system's locks, where one connection of this JVM alone can have the write lock. */
    PROVEN_WRITER,
    /** Statements that write and run at this moment. */
    RUNNING_WRITES,
    /** What the connections of this JVM have run, which says for sure that they read. */
    READERS,
    /** As {@link #READERS}, unless the system says that nobody in this process reads from a WAL. */
    WAL_READERS,
    /** The system's locks, where one connection of this JVM alone can have a read lock. */
    PROVEN_READER,
    /** Queries that run at this moment. */
    RUNNING_READS,
    /** The system's locks of other processes. */
    OTHER_PROCESSES;

    /** Those that there is evidence for; empty when there is none. */
    List<Hold> find(Situation situation) {
        return search().find(situation);
    }

    private Search search() {
        return switch (this) {
            case WRITERS -> new LocalWriters();
            case PROVEN_WRITER -> new ProvenWriter();
            case RUNNING_WRITES -> new RunningStatements(Operation.WRITE);
            case READERS -> new LocalReaders();
            case WAL_READERS -> new WalReaders();
            case PROVEN_READER -> new ProvenReader();
            case RUNNING_READS -> new RunningStatements(Operation.READ);
            case OTHER_PROCESSES -> new OtherProcesses();
        };
    }
}
