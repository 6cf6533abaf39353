package io.github.sqliteleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.hook.InternalErrors;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.Completeness.What;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HookGapsTest {
    private static final Instant THEN = Instant.parse("2026-11-20T12:00:00Z");
    private static final long MILLIS = THEN.toEpochMilli();

    @Test
    void areNoneWhereNothingFailed() {
        assertThat(HookGaps.of(new InternalErrors(0, 0, null, 0, 0, 0, 0))).isEmpty();
    }

    @Test
    void sayWhatFailedAndWhatWasLost() {
        assertThat(HookGaps.of(new InternalErrors(1, MILLIS, "Oops at a.B", 0, 0, 0, 0)))
                .containsExactly(
                        new Missing(
                                What.HOOKS,
                                THEN,
                                null,
                                "had an internal error of the agent: Oops at a.B"));
        assertThat(
                        HookGaps.of(
                                new InternalErrors(
                                        100, MILLIS, "Oops", 4, MILLIS, MILLIS + 5_000, 7)))
                .containsExactly(
                        new Missing(
                                What.TRACKING_OFF,
                                THEN.plusSeconds(5),
                                7L,
                                "has followed nothing any more after too many internal errors"),
                        new Missing(
                                What.OPENINGS, THEN, 4L, "has lost openings to internal errors"),
                        new Missing(
                                What.HOOKS,
                                THEN,
                                null,
                                "had 100 internal errors of the agent, the first: Oops"));
    }

    @Test
    void areSaidOfAnErrorThatCouldNotEvenBeCounted() {
        assertThat(HookGaps.of(new InternalErrors(1, 0, null, 0, 0, 0, 0)))
                .containsExactly(
                        new Missing(What.HOOKS, null, null, "had an internal error of the agent"));
    }
}
