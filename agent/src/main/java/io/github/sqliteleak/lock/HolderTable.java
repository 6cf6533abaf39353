package io.github.sqliteleak.lock;

import static io.github.sqliteleak.lock.EvidenceSource.OTHER_PROCESSES;
import static io.github.sqliteleak.lock.EvidenceSource.PROVEN_READER;
import static io.github.sqliteleak.lock.EvidenceSource.PROVEN_WRITER;
import static io.github.sqliteleak.lock.EvidenceSource.READERS;
import static io.github.sqliteleak.lock.EvidenceSource.RUNNING_READS;
import static io.github.sqliteleak.lock.EvidenceSource.RUNNING_WRITES;
import static io.github.sqliteleak.lock.EvidenceSource.WAL_READERS;
import static io.github.sqliteleak.lock.EvidenceSource.WRITERS;

import io.github.sqliteleak.lock.HolderTable.Step.When;
import io.github.sqliteleak.waits.Operation;
import java.util.List;

/**
 * Which sources of evidence are asked who is in the way of an operation, in this order. Beside
 * SQLite's locks: a writer keeps others from writing and a checkpoint from emptying the WAL.
 * Without a WAL, a reader keeps a writer from committing, and a writer that commits keeps others
 * from reading; a commit itself has the write lock already. With a WAL, a reader is in the way of a
 * checkpoint alone. In memory, connections lock tables of a shared cache, of which no system knows.
 *
 * @see <a href="https://www.sqlite.org/lockingv3.html">File locking without a WAL</a>
 * @see <a href="https://www.sqlite.org/walformat.html#locks">Locks of a WAL</a>
 * @see <a href="https://www.sqlite.org/sharedcache.html">Locks of a shared cache</a>
 */
final class HolderTable {
    /**
     * A source, and whether it is asked after those before it have answered.
     *
     * @param source what is asked
     */
    record Step(EvidenceSource source, When when) {
        enum When {
            /** Nobody was found. */
            NOBODY_YET,
            /** Nobody was found in this JVM; another process may have been. */
            NOBODY_HERE,
            /** Nobody was found who writes. */
            NO_WRITER,
            /** Whoever was found: several may be in the way. */
            ALWAYS
        }
    }

    private static final List<Step> NOBODY = List.of();
    private static final List<Step> WRITER = List.of(first(WRITERS));
    private static final List<Step> READER = List.of(first(READERS));
    private static final List<Step> IN_MEMORY = List.of(first(WRITERS), first(RUNNING_WRITES));
    private static final List<Step> CHECKPOINT_IN_MEMORY =
            List.of(
                    first(WRITERS),
                    first(RUNNING_WRITES),
                    new Step(READERS, When.ALWAYS),
                    first(RUNNING_READS));
    private static final List<Step> IN_WAL =
            List.of(first(WRITERS), first(RUNNING_WRITES), first(OTHER_PROCESSES));
    // What lies on the WAL's own file is of this process or of others, never the waiter's.
    private static final List<Step> CHECKPOINT_IN_WAL =
            List.of(
                    first(WRITERS),
                    first(RUNNING_WRITES),
                    new Step(WAL_READERS, When.ALWAYS),
                    new Step(OTHER_PROCESSES, When.ALWAYS),
                    new Step(PROVEN_READER, When.NOBODY_HERE),
                    first(RUNNING_READS));
    private static final List<Step> ANY_WRITER =
            List.of(
                    first(WRITERS),
                    first(PROVEN_WRITER),
                    first(RUNNING_WRITES),
                    first(OTHER_PROCESSES));
    private static final List<Step> WRITE_TO_FILE =
            List.of(
                    first(WRITERS),
                    first(PROVEN_WRITER),
                    first(RUNNING_WRITES),
                    first(OTHER_PROCESSES),
                    new Step(READERS, When.NO_WRITER),
                    first(PROVEN_READER),
                    first(RUNNING_READS));
    private static final List<Step> OTHER_ON_FILE =
            List.of(
                    first(WRITERS),
                    first(RUNNING_WRITES),
                    first(OTHER_PROCESSES),
                    new Step(READERS, When.NO_WRITER),
                    first(PROVEN_READER),
                    first(RUNNING_READS));
    private static final List<Step> COMMIT_TO_FILE =
            List.of(
                    first(OTHER_PROCESSES),
                    new Step(READERS, When.NO_WRITER),
                    first(PROVEN_READER),
                    first(RUNNING_READS));
    private static final List<Step> CHECKPOINT_OF_FILE =
            List.of(
                    first(WRITERS),
                    first(RUNNING_WRITES),
                    new Step(READERS, When.ALWAYS),
                    new Step(OTHER_PROCESSES, When.ALWAYS),
                    first(PROVEN_READER),
                    first(RUNNING_READS));

    private HolderTable() {}

    private static Step first(EvidenceSource source) {
        return new Step(source, When.NOBODY_YET);
    }

    /** The look at a waiter's first attempts, most of which are over in a moment. */
    static List<Step> quick(Journal journal, Operation operation) {
        return switch (operation) {
            case READ, WRITE, BEGIN, PRAGMA, OTHER -> WRITER;
            case COMMIT ->
                    switch (journal) {
                        case MEMORY, NOT_ASKED -> NOBODY;
                        case ROLLBACK -> READER;
                        case WAL -> WRITER;
                    };
            // Rare, and often several are in its way.
            case CHECKPOINT -> closer(journal, operation);
        };
    }

    /** The look that takes longer, at running statements and other processes too. */
    static List<Step> closer(Journal journal, Operation operation) {
        return switch (journal) {
            case MEMORY ->
                    switch (operation) {
                        case READ, WRITE, BEGIN, PRAGMA, OTHER -> IN_MEMORY;
                        case COMMIT -> NOBODY;
                        case CHECKPOINT -> CHECKPOINT_IN_MEMORY;
                    };
            case WAL ->
                    switch (operation) {
                        case WRITE, BEGIN -> ANY_WRITER;
                        case READ, COMMIT, PRAGMA, OTHER -> IN_WAL;
                        case CHECKPOINT -> CHECKPOINT_IN_WAL;
                    };
            // A closer look asks for it.
            case ROLLBACK, NOT_ASKED ->
                    switch (operation) {
                        case READ -> ANY_WRITER;
                        case WRITE, BEGIN -> WRITE_TO_FILE;
                        case COMMIT -> COMMIT_TO_FILE;
                        case PRAGMA, OTHER -> OTHER_ON_FILE;
                        case CHECKPOINT -> CHECKPOINT_OF_FILE;
                    };
        };
    }
}
