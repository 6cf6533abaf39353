package io.github.sqliteleak.report.words;

import io.github.sqliteleak.report.DatabaseReport.WalGrowth;
import io.github.sqliteleak.waits.Evidence;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.WalPin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a WAL has grown and what to do about it, in plain words. */
public final class WalWords {
    private WalWords() {}

    /** One line, without what stands before each message of the agent. */
    public static String line(WalPin pin) {
        WalGrowth growth = growth(pin);
        return "the WAL of "
                + pin.database()
                + " reached "
                + Words.bytes(growth.peakBytes())
                + ": "
                + growth.pinnedBy()
                + "; "
                + growth.fix();
    }

    public static WalGrowth growth(WalPin pin) {
        return new WalGrowth(pin.bytes(), by(pin), fix(pin));
    }

    private static String by(WalPin pin) {
        String since = " (since " + Timestamps.iso(Instant.ofEpochMilli(pin.sinceMillis())) + ')';
        return switch (pin.reason()) {
            case READER -> "automatic checkpoints held up by " + holders(pin.holders()) + since;
            case READERS_IN_TURN ->
                    "automatic checkpoints held up by readers of which the next always begins before"
                            + " the last has ended, now by "
                            + holders(pin.holders())
                            + since;
            case CHECKPOINTS_OFF ->
                    "there are no automatic checkpoints on "
                            + holders(pin.holders())
                            + ", which has set wal_autocheckpoint to 0";
            case NOT_KNOWN ->
                    "automatic checkpoints get nowhere, and nobody is known in this JVM who reads"
                            + since;
        };
    }

    private static String holders(List<LockHolder> holders) {
        LockHolder first = holders.get(0);
        String opened = LockWords.opened(first);
        int more = holders.size() - 1;
        return LockWords.holder(first)
                + (opened == null ? "" : ", " + opened)
                + (more == 0 ? "" : ", and " + more + " more");
    }

    private static String fix(WalPin pin) {
        return switch (pin.reason()) {
            case READER -> ofReader(pin.holders().get(0).knownEvidence());
            case READERS_IN_TURN ->
                    "let readers pause at the same time once in a while, or run PRAGMA"
                            + " wal_checkpoint(RESTART), which waits for them as long as busy_timeout";
            case CHECKPOINTS_OFF ->
                    "run PRAGMA wal_checkpoint(TRUNCATE) once in a while, or leave"
                            + " wal_autocheckpoint as it is";
            case NOT_KNOWN -> "look for another program that has the file open";
        };
    }

    private static String ofReader(@Nullable Evidence evidence) {
        if (evidence == null) {
            return "let it end its reading sooner";
        }
        return switch (evidence) {
            case OPEN_CURSOR -> "close that result, or read it to its end";
            case READ_TRANSACTION, WRITE_TRANSACTION, EXCLUSIVE_MODE ->
                    "commit or roll back that transaction sooner";
            case IN_FLIGHT_STATEMENT -> "split up what it runs, or run it when less is written";
            case OTHER_PROCESS -> "find out what that process reads for so long";
            case COLLECTED_CONNECTION ->
                    "close that connection: nobody can any more, and it reads until the end";
        };
    }
}
