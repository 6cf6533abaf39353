package io.github.sqliteleak.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.transaction.TransactionTracker;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.WalPin;
import io.github.sqliteleak.waits.WalPin.Reason;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The times are made up: each look is a hundredth of a second after the one before. */
class WalGrowthTest {
    private static final long MB = 1 << 20;
    private static final long STEP_NANOS = 10_000_000;

    @TempDir Path folder;

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final TransactionTracker transactions = new TransactionTracker(true);
    private final List<GrownWal> told = new ArrayList<>();

    /** After what the readers of most tests begin. */
    private long begin = System.nanoTime() + 3_600_000_000_000L;

    private TrackedConnection writer;
    private WalGrowth growth;
    private long looks;
    private long modified;

    @BeforeEach
    void open() {
        writer = connection();
        growth =
                new WalGrowth(
                        writer.database(),
                        new File("not looked at"),
                        16 * MB,
                        new WalSuspects(new WalPins(registry)),
                        told::add);
    }

    @Test
    void namesTheTransactionThatReadAllTheTime() {
        TrackedConnection reader = reader();

        grow(1, 20);

        assertThat(told).hasSize(1);
        WalPin pin = told.get(0).pin();
        assertThat(pin.reason()).isEqualTo(Reason.READER);
        assertThat(pin.bytes()).isEqualTo(frames(16));
        assertThat(pin.connectionId()).isEqualTo(writer.id());
        assertThat(pin.holders()).extracting(LockHolder::connectionId).containsExactly(reader.id());
        assertThat(growth.worst().pin().bytes()).isEqualTo(frames(20));
    }

    @Test
    void waitsUntilAutomaticCheckpointsAreDueForLargePages() {
        reader();
        // 1,000 of 32 KB make a checkpoint due.
        for (int i = 1; i <= 1_200; i++) {
            look(32 + i * (32_768L + 24));
        }
        assertThat(told).isEmpty();

        for (int i = 1_201; i <= 1_500; i++) {
            look(32 + i * (32_768L + 24));
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void isSilentWhenItBeginsAnewEachTime() {
        reader();
        for (int i = 0; i < 50; i++) {
            // Written, and no longer than before.
            look(frames(20));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void isSilentWhereNobodyReads() {
        // As where each transaction is larger than the last one.
        grow(1, 60);

        assertThat(told).isEmpty();
    }

    @Test
    void doesNotBlameTheOneThatHasJustBegun() {
        begin = System.nanoTime() - 3_600_000_000_000L;
        grow(1, 15);
        reader();
        look(frames(16));

        assertThat(told).isEmpty();
    }

    @Test
    void reportsASecondSpellAfterItHasBegunAnew() {
        TrackedConnection reader = reader();
        grow(1, 18);
        transactions.ran(reader, "commit");
        look(frames(18));
        look(frames(18));
        assertThat(told).hasSize(1);

        reader();
        grow(19, 40);
        assertThat(told).hasSize(2);
        assertThat(growth.worst().pin().bytes()).isEqualTo(frames(40));
    }

    @Test
    void namesTheSettingWhereThereAreNoCheckpoints() {
        writer.setting("wal_autocheckpoint", "0");

        grow(1, 20);

        assertThat(told)
                .extracting(each -> each.pin().reason())
                .containsExactly(Reason.CHECKPOINTS_OFF);
    }

    /** Each has begun after the last mark, and there is one at each look. */
    @Test
    void namesReadersInTurn() {
        for (int i = 1; i <= 30 && told.isEmpty(); i++) {
            TrackedConnection reader = reader();
            look(frames(i), System.nanoTime());
            transactions.ran(reader, "commit");
        }

        assertThat(told)
                .extracting(each -> each.pin().reason())
                .containsExactly(Reason.READERS_IN_TURN);
    }

    private TrackedConnection reader() {
        TrackedConnection reader = connection();
        transactions.ran(reader, "begin");
        transactions.ran(reader, "select x from t");
        return reader;
    }

    private TrackedConnection connection() {
        String file = folder.resolve("app.db").toString();
        TrackedConnection made = registry.handleOpened(new Object(), file, 6, Set.of(), null);
        registry.connected(made, this, "jdbc:sqlite:" + file);
        return made;
    }

    private void grow(int from, int to) {
        for (int megabytes = from; megabytes <= to; megabytes++) {
            look(frames(megabytes));
        }
    }

    private static long frames(long megabytes) {
        return 32 + megabytes * 256 * (4_096 + 24);
    }

    private void look(long length) {
        look(length, begin + ++looks * STEP_NANOS);
    }

    private void look(long length, long now) {
        growth.look(writer, length, ++modified, now);
    }
}
