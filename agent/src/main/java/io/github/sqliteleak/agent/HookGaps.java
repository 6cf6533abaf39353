package io.github.sqliteleak.agent;

import io.github.sqliteleak.hook.HookTargets;
import io.github.sqliteleak.hook.InternalErrors;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.Completeness.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the report lacks because of failures of the hooks. */
final class HookGaps {
    private HookGaps() {}

    static List<Missing> soFar() {
        return of(HookTargets.internalErrors());
    }

    static List<Missing> of(InternalErrors errors) {
        List<Missing> gaps = new ArrayList<>();
        if (errors.offSinceMillis() != 0) {
            gaps.add(
                    new Missing(
                            What.TRACKING_OFF,
                            instant(errors.offSinceMillis()),
                            errors.openedWhileOff(),
                            "has followed nothing any more after too many internal errors"));
        }
        if (errors.lostOpenings() > 0) {
            gaps.add(
                    new Missing(
                            What.OPENINGS,
                            instant(errors.lostOpeningsSinceMillis()),
                            errors.lostOpenings(),
                            "has lost openings to internal errors"));
        }
        if (errors.count() > 0) {
            gaps.add(new Missing(What.HOOKS, instant(errors.firstMillis()), null, errors(errors)));
        }
        return gaps;
    }

    private static String errors(InternalErrors errors) {
        String number =
                errors.count() == 1 ? "an internal error" : errors.count() + " internal errors";
        String first = errors.first();
        return "had "
                + number
                + " of the agent"
                + (first == null ? "" : (errors.count() == 1 ? ": " : ", the first: ") + first);
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
