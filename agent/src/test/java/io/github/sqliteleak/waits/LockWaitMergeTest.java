package io.github.sqliteleak.waits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.Locks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockWaitMergeTest {
    @Test
    void addsUpWaitsOfOnePlaceForTheSameHolder() {
        LockWaitGroup sum =
                merged(Locks.wait("a.B.c(B.java:1)").times(2), Locks.wait("a.B.c(B.java:1)"))
                        .get(0);

        assertThat(sum.count()).isEqualTo(3);
        assertThat(sum.timedOut()).isEqualTo(3);
        assertThat(sum.totalMillis()).isEqualTo(9_000);
        assertThat(sum.maxMillis()).isEqualTo(3_000);
        assertThat(sum.resultCodes()).containsExactly("SQLITE_BUSY");
    }

    @Test
    void keepsTheWholeSpanOfTime() {
        LockWaitGroup sum =
                merged(
                                Locks.wait("a.B.c(B.java:1)").between(5, 8),
                                Locks.wait("a.B.c(B.java:1)"),
                                Locks.wait("a.B.c(B.java:1)").between(2, 5))
                        .get(0);

        assertThat(sum.firstAt()).isEqualTo(Leak.NOON.plusSeconds(2));
        assertThat(sum.lastAt()).isEqualTo(Leak.NOON.plusSeconds(8));
    }

    @Test
    void tellsPlacesHoldersAndDatabasesApart() {
        assertThat(
                        merged(
                                Locks.wait("a.B.c(B.java:1)"),
                                Locks.wait("a.B.d(B.java:2)"),
                                Locks.wait("a.B.c(B.java:1)").heldAt("a.X.y(X.java:1)"),
                                Locks.wait("a.B.c(B.java:1)").database("/work/other.db")))
                .hasSize(4);
    }

    @Test
    void putsWhatFailedMostFirst() {
        assertThat(
                        merged(
                                Locks.wait("a.Once.c(B.java:1)"),
                                Locks.wait("a.Often.c(B.java:1)").times(9)))
                .extracting(LockWaitGroup::waiterSite)
                .containsExactly("a.Often.c(B.java:1)", "a.Once.c(B.java:1)");
    }

    @Test
    void doesNotDependOnTheOrder() {
        List<Locks> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            waits.add(
                    Locks.wait("a.B.c(B.java:" + i % 3 + ")")
                            .heldBy(i, "worker-" + i)
                            .between(i, i + 1)
                            .times(i % 4 + 1));
        }
        List<LockWaitGroup> straight = merged(waits.toArray(new Locks[0]));
        Collections.reverse(waits);

        assertThat(merged(waits.toArray(new Locks[0]))).isEqualTo(straight);
    }

    private static List<LockWaitGroup> merged(Locks... waits) {
        LockWaitMerge merge = new LockWaitMerge();
        for (Locks wait : waits) {
            merge.add(wait.group());
        }
        return merge.groups();
    }
}
