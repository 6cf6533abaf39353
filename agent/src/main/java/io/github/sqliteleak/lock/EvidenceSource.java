package io.github.sqliteleak.lock;

import java.util.List;

/** What can be asked for those who hold a lock. */
enum EvidenceSource {
    /** What the connections of this JVM have run, which says for sure that they write. */
    WRITERS(new LocalWriters()),
    /** The system's locks, where one connection of this JVM alone can have the write lock. */
    PROVEN_WRITER(new ProvenWriter()),
    /** Statements that write and run at this moment. */
    RUNNING_WRITES(new RunningStatements(Operation.WRITE)),
    /** What the connections of this JVM have run, which says for sure that they read. */
    READERS(new LocalReaders()),
    /** As {@link #READERS}, unless the system says that nobody in this process reads from a WAL. */
    WAL_READERS(new WalReaders()),
    /** The system's locks, where one connection of this JVM alone can have a read lock. */
    PROVEN_READER(new ProvenReader()),
    /** Queries that run at this moment. */
    RUNNING_READS(new RunningStatements(Operation.READ)),
    /** The system's locks of other processes. */
    OTHER_PROCESSES(new OtherProcesses());

    private final Search search;

    EvidenceSource(Search search) {
        this.search = search;
    }

    List<Hold> find(Situation situation) {
        return search.find(situation);
    }
}
