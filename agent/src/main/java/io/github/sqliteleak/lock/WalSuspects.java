package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.LockTable;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.WalPin;
import io.github.sqliteleak.waits.WalPin.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who holds up the checkpoints of one database. A reader is to blame that has been there for a good
 * part of what was written; of readers in turn it takes several looks that all find some.
 */
final class WalSuspects {
    private static final int LOOKS = 3;

    private final WalPins pins;
    private Set<Long> processes = new HashSet<>();
    private int looks;
    private int looksInVain;

    WalSuspects(WalPins pins) {
        this.pins = pins;
    }

    /**
     * One look, after a commit.
     *
     * @param length of the WAL
     * @param passedNanos when it was so long that a checkpoint was due
     * @param autocheckpoint pages after which one is; 0 or less for never
     * @param latestNanos who began later is not to blame alone
     */
    record Look(
            DatabaseFile database,
            TrackedConnection writer,
            long length,
            long passedNanos,
            long autocheckpoint,
            long latestNanos) {}

    /** The WAL begins anew. */
    void clear() {
        processes = new HashSet<>();
        looks = 0;
        looksInVain = 0;
    }

    /**
     * Until when somebody has to have begun.
     *
     * @param lastMark when the WAL was an eighth of the limit shorter
     * @param lastGrowth when it had grown before
     * @param longAgo what has lasted since is no passing reader
     */
    long beganBefore(long lastMark, long lastGrowth, long longAgo) {
        long lasting = lastGrowth - longAgo < 0 ? lastGrowth : longAgo;
        return lastMark - lasting > 0 ? lastMark : lasting;
    }

    /** Null when nobody is to blame yet. */
    @Nullable GrownWal find(Look look) {
        if (look.autocheckpoint() <= 0) {
            return grown(look, look.passedNanos(), Reason.CHECKPOINTS_OFF, List.of(own(look)));
        }
        List<Hold> readers = pins.find(look.database(), look.writer());
        List<Hold> lasting = lasting(readers, look);
        if (!lasting.isEmpty()) {
            return ofReaders(look, Reason.READER, lasting);
        }
        looks = readers.isEmpty() ? 0 : looks + 1;
        looksInVain = readers.isEmpty() ? looksInVain + 1 : 0;
        if (looks >= LOOKS) {
            return ofReaders(look, Reason.READERS_IN_TURN, readers);
        }
        boolean seesAll = LockTable.isReadable();
        return looksInVain < LOOKS || seesAll
                ? null
                : grown(look, look.passedNanos(), Reason.NOT_KNOWN, List.of());
    }

    private List<Hold> lasting(List<Hold> readers, Look look) {
        List<Hold> lasting = new ArrayList<>(1);
        Set<Long> seen = new HashSet<>();
        for (Hold reader : readers) {
            Long since = reader.readNanos();
            Long pid = reader.pid();
            if (since != null && since - look.latestNanos() < 0) {
                lasting.add(reader);
            } else if (pid != null && seen.add(pid) && processes.contains(pid)) {
                lasting.add(reader);
            }
        }
        processes = seen;
        // The one that has been there longest first: it pins the most.
        lasting.sort(WalSuspects::byBeginning);
        return lasting;
    }

    /** What is not known counts as later than all that is. */
    private static int byBeginning(Hold one, Hold other) {
        Long began = one.readNanos();
        Long otherBegan = other.readNanos();
        if (began == null || otherBegan == null) {
            return Boolean.compare(began == null, otherBegan == null);
        }
        return Long.compare(began - otherBegan, 0);
    }

    private static GrownWal ofReaders(Look look, Reason reason, List<Hold> readers) {
        List<SeenHolder> holders = new ArrayList<>(readers.size());
        for (Hold reader : readers) {
            holders.add(reader.holder());
        }
        Long first = readers.get(0).readNanos();
        long since = look.passedNanos();
        if (reason == Reason.READER && first != null && first - since > 0) {
            since = first;
        }
        return grown(look, since, reason, holders);
    }

    private static GrownWal grown(
            Look look, long sinceNanos, Reason reason, List<SeenHolder> holders) {
        long ago = (System.nanoTime() - sinceNanos) / 1_000_000;
        WalPin pin =
                new WalPin(
                        look.writer().id(),
                        look.database().display(),
                        look.length(),
                        System.currentTimeMillis() - ago,
                        reason,
                        holders.stream().map(SeenHolder::holder).toList());
        return new GrownWal(pin, holders);
    }

    private static SeenHolder own(Look look) {
        TrackedConnection writer = look.writer();
        CapturedStack opening = writer.opening();
        LockHolder holder =
                new LockHolder(writer.id(), null, null, opening.site(), null, null, "", null);
        return new SeenHolder(holder, null, opening);
    }
}
