package io.github.sqliteleak.moment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.waits.LockHolder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connections and threads go by numbers; connection 10 is had by thread 1, 20 by 2, 30 by 3. */
class DeadlocksTest {
    private static final List<HolderThread> THREADS =
            List.of(thread(1, null), thread(2, null), thread(3, null));

    private static final List<OpenConnection> OPEN =
            List.of(open(10, 1), open(20, 2), open(30, 3), open(99, null));

    @Test
    void aHolderThatWorksEndsAllWaits() {
        assertThat(find(List.of(waits(1, 20), waits(3, 10)), List.of())).isEmpty();
    }

    @Test
    void aThreadThatWaitsForItselfIsOne() {
        Deadlock found = only(find(List.of(waits(1, 10), waits(2, 10)), List.of()));

        assertThat(found.kind()).isEqualTo(Deadlock.Kind.OWN_THREAD);
        assertThat(found.threads()).containsExactly("t1");
        assertThat(found.connectionIds()).containsExactly(10L);
        assertThat(found.words())
                .containsExactly(
                        "thread \"t1\" waits on connection 100 at W.w(W.java:1) for the lock of its"
                                + " own connection 10 at O.o(O.java:10)");
    }

    @Test
    void aCircleIsFoundOnceAndItsVictimsAreNotInIt() {
        Deadlock found = only(find(List.of(waits(3, 10), waits(1, 20), waits(2, 10)), List.of()));

        assertThat(found.kind()).isEqualTo(Deadlock.Kind.CYCLE);
        assertThat(found.threads()).containsExactlyInAnyOrder("t1", "t2");
        assertThat(found.connectionIds()).containsExactlyInAnyOrder(10L, 20L);
    }

    @Test
    void aPoolGoesOnWhenOneOfItsBorrowersDoes() {
        PoolWait pool = new PoolWait("HikariCP", List.of(10L, 20L), List.of(1L));

        assertThat(find(List.of(), List.of(pool))).isEmpty();
        assertThat(find(List.of(waits(2, 30)), List.of(pool))).isEmpty();
        Deadlock found = only(find(List.of(waits(2, 10)), List.of(pool)));
        assertThat(found.kind()).isEqualTo(Deadlock.Kind.POOL);
    }

    @Test
    void aBorrowerThatIsNotKnownMayGiveBack() {
        PoolWait pool = new PoolWait("HikariCP", List.of(10L, 99L), List.of(1L));

        assertThat(find(List.of(), List.of(pool))).isEmpty();
    }

    @Test
    void javaLocksCountAsWell() {
        List<HolderThread> threads = List.of(thread(1, 2L), thread(2, null), thread(3, null));

        Deadlock found = only(Deadlocks.find(OPEN, List.of(waits(2, 10)), List.of(), threads));

        assertThat(found.words()).contains("thread \"t1\" waits for a Java lock of thread \"t2\"");
    }

    private static List<Deadlock> find(List<Waiter> waits, List<PoolWait> pools) {
        return Deadlocks.find(OPEN, waits, pools, THREADS);
    }

    private static Deadlock only(List<Deadlock> found) {
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static HolderThread thread(long id, @Nullable Long blockedBy) {
        return new HolderThread(id, "t" + id, "WAITING", List.of(), blockedBy);
    }

    private static Waiter waits(long thread, long heldBy) {
        LockHolder holder =
                new LockHolder(heldBy, null, null, null, null, null, "write-transaction", null);
        return new Waiter(
                100 * thread,
                "data.db",
                "t" + thread,
                thread,
                "write",
                null,
                "W.w(W.java:" + thread + ")",
                5,
                3_000,
                false,
                List.of(holder));
    }

    private static OpenConnection open(long id, @Nullable Integer thread) {
        return new OpenConnection(
                id,
                "data.db",
                false,
                null,
                "application",
                "O.o(O.java:" + id + ")",
                null,
                Instant.EPOCH,
                1,
                "main",
                1,
                null,
                null,
                null,
                false,
                0,
                false,
                null,
                thread == null ? null : thread(thread, null));
    }
}
