package io.github.sqliteleak.agent;

import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.UnmetDescriptors;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.Completeness.What;
import io.github.sqliteleak.report.KnownGaps;
import io.github.sqliteleak.secrets.Redaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Connections of a driver that was used before the agent came, which nobody has used since: nothing
 * but their descriptors is known of them.
 */
final class UnmetConnections {
    private final KnownGaps gaps;
    private volatile @Nullable UnmetDescriptors descriptors;

    /**
     * @param gaps of the report
     */
    UnmetConnections(KnownGaps gaps) {
        this.gaps = gaps;
    }

    /** A driver had been used when the agent came. */
    void arePossible() {
        if (descriptors == null) {
            descriptors = new UnmetDescriptors();
        }
    }

    /**
     * To be called once, before a report is written.
     *
     * @param open all that are known and open
     * @param met what those are open on, or were, that were met since
     */
    void look(Collection<TrackedConnection> open, Collection<DatabaseFile> met) {
        for (Missing missing : now(open, met)) {
            gaps.add(missing);
        }
    }

    /** As {@link #look}, at any time: what is not known now. */
    List<Missing> now(Collection<TrackedConnection> open, Collection<DatabaseFile> met) {
        UnmetDescriptors before = descriptors;
        if (before == null) {
            return List.of();
        }
        SortedMap<Path, Integer> unmet = before.now(open, met);
        if (unmet == null) {
            return List.of(
                    new Missing(
                            What.ALREADY_LOADED,
                            null,
                            null,
                            "had used sqlite-jdbc before the agent came, so that connections that"
                                    + " were not used since are not known"));
        }
        List<Missing> missing = new ArrayList<>();
        unmet.forEach((file, number) -> missing.add(of(file, number)));
        return missing;
    }

    private static Missing of(Path file, int number) {
        return new Missing(
                What.ALREADY_LOADED,
                null,
                (long) number,
                "has "
                        + (number == 1 ? "1 descriptor" : number + " descriptors")
                        + " on "
                        + Redaction.fileName(file.toString())
                        + (number == 1 ? " that belongs" : " that belong")
                        + " to connections not met yet");
    }
}
