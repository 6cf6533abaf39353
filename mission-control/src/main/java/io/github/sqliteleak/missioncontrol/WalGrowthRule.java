package io.github.sqliteleak.missioncontrol;

import static org.openjdk.jmc.common.unit.UnitLookup.BYTE;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The largest write-ahead log, per database. SQLite checkpoints at 1000 pages, so much more than 4
 * MB means that a reader keeps it from starting over. Where a reader is known to have done so (it
 * kept a checkpoint from its end, or leaked while it was reading), that counts as the first limit.
 */
public final class WalGrowthRule extends SqliteRule {
    private static final double MEBI = 1024 * 1024;
    private static final double INFORMATION = 8 * MEBI;
    private static final double WARNING = 64 * MEBI;
    private static final double WORTH_PINNING = MEBI;

    public WalGrowthRule() {
        super(
                "WalGrowth",
                BYTE.quantity(INFORMATION),
                BYTE.quantity(WARNING),
                EventNames.STATISTICS);
    }

    @Override
    Finding judge(RecordingView recording) {
        double first = -1;
        double last = 0;
        double peak = 0;
        for (RecordedEvent sample : recording.events(EventNames.STATISTICS)) {
            last = sample.bytes("walBytes");
            first = first < 0 ? last : first;
            peak = Math.max(peak, last);
        }
        peak /= Math.max(1, databases(recording));
        int busy = 0;
        for (RecordedEvent checkpoint : recording.events(EventNames.CHECKPOINT)) {
            peak = Math.max(peak, checkpoint.bytes("walBytesBefore"));
            if (checkpoint.flag("busy")) {
                busy++;
            }
        }
        busy += WalPin.checkpointsBlocked(recording);
        int behind = WalPin.checkpointsBehindWriters(recording);
        int pins = busy + behind + (peak < WORTH_PINNING ? 0 : WalPin.leakedReaders(recording));
        double value = peak + pins * INFORMATION;
        if (value < INFORMATION) {
            return new Finding(value, 0, null, small(peak), null, null);
        }
        @Nullable String pin = WalPin.worst(recording);
        if (peak < INFORMATION && busy > 0) {
            return busy(value, peak, busy, pins, pin);
        }
        if (peak < INFORMATION && behind > 0) {
            return behindWriter(value, peak, behind, pins, WalPin.writer(recording));
        }
        return new Finding(
                value,
                pins,
                pin,
                pin == null
                        ? texts().of("summary.unknown", Texts.bytes(peak))
                        : texts().of("summary", Texts.bytes(peak), pin),
                texts().of("explanation", sampled(first, last), busy),
                texts().of("solution"));
    }

    /** The log is small as yet, and a checkpoint could not make it smaller. */
    private Finding busy(double value, double peak, int busy, int pins, @Nullable String pin) {
        return new Finding(
                value,
                pins,
                pin,
                pin == null
                        ? texts().of("summary.busy.unknown", busy)
                        : texts().of("summary.busy", busy, pin),
                texts().of("explanation.busy", small(peak)),
                texts().of("solution"));
    }

    /** As {@link #busy}, where that was because somebody wrote. */
    private Finding behindWriter(
            double value, double peak, int behind, int pins, @Nullable String writer) {
        return new Finding(
                value,
                pins,
                writer,
                writer == null
                        ? texts().of("summary.writer.unknown", behind)
                        : texts().of("summary.writer", behind, writer),
                texts().of("explanation.writer", small(peak)),
                texts().of("solution.writer"));
    }

    private String small(double peak) {
        return peak == 0 ? texts().of("ok") : texts().of("small", Texts.bytes(peak));
    }

    /** Nothing where there was no sample, as in a recording that is very short. */
    private String sampled(double first, double last) {
        return first < 0 ? "" : texts().of("sampled", Texts.bytes(first), Texts.bytes(last)) + ' ';
    }

    /** With an open connection, as far as the recording tells. */
    private static int databases(RecordingView recording) {
        Set<String> names = new HashSet<>();
        for (String event : List.of(EventNames.OPEN, EventNames.LEAK, EventNames.TRANSACTION)) {
            for (RecordedEvent about : recording.events(event)) {
                String name = about.text("database");
                if (name != null) {
                    names.add(name);
                }
            }
        }
        return names.size();
    }
}
