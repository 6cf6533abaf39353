package io.github.sqliteleak.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.moment.OpenConnection;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldingTest {
    @ParameterizedTest
    @CsvSource({
        "true, true, true, a write transaction for 8.0 s",
        "false, true, true, a transaction that may have the write lock for 8.0 s",
        "false, false, true, a read transaction for 8.0 s",
        "false, false, false, a transaction without a lock for 8.0 s"
    })
    void saysOfATransactionWhatIsKnown(
            boolean locks, boolean mayLock, boolean reads, String words) {
        OpenConnection.Transaction transaction =
                new OpenConnection.Transaction(
                        "deferred", locks, locks, mayLock, reads, 8_000, null, null, "main");

        assertThat(Holding.of(open(transaction))).isEqualTo(words);
    }

    private static OpenConnection open(OpenConnection.Transaction transaction) {
        return new OpenConnection(
                1,
                "/data/app.db",
                false,
                null,
                "application",
                null,
                null,
                Instant.EPOCH,
                9_000,
                "main",
                0,
                "main",
                null,
                transaction,
                false,
                0,
                false,
                null,
                null);
    }
}
