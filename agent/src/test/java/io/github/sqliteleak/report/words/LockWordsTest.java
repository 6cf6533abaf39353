package io.github.sqliteleak.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.waits.Evidence;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

class LockWordsTest {
    @ParameterizedTest
    @EnumSource
    void findsEachEvidenceByItsName(Evidence evidence) {
        assertThat(holder(evidence.json()).knownEvidence()).isEqualTo(evidence);
    }

    @ParameterizedTest
    @EnumSource
    @NullSource
    void findsEachCauseByItsName(LockCause cause) {
        String name = cause == null ? null : cause.json();

        assertThat(wait(name, "open-cursor").knownCause()).isEqualTo(cause);
    }

    /** A report of a later version may name some. */
    @Test
    void claimsNothingOfNamesThatItDoesNotKnow() {
        LockWaitGroup wait = wait("full-moon", "by-magic");

        assertThat(wait.holders().get(0).evidence()).isEqualTo("by-magic");
        assertThat(LockWords.holder(wait.holders().get(0)))
                .isEqualTo("connection 7 at a.B.c(B.java:1) by thread \"main\"");
        assertThat(LockCauseWords.why(wait)).isNull();
    }

    private static LockHolder holder(String evidence) {
        return new LockHolder(7L, "main", "a.B.c(B.java:1)", null, null, null, evidence, null);
    }

    private static LockWaitGroup wait(String cause, String evidence) {
        return new LockWaitGroup(
                "a.db",
                null,
                "write",
                null,
                1,
                0,
                0,
                1,
                List.of(),
                cause,
                null,
                null,
                List.of(holder(evidence)),
                null,
                null);
    }
}
