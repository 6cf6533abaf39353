package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes write; again and again one of them, sometimes both, is killed with kill -9. */
@Timeout(300)
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 40);
    private static final int BOTH_EVERY = 10;
    private static final int LONGEST_LIFE_NANOS = 40_000_000;
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

    @TempDir Path folder;
    private final Random random = new Random(SEED);
    private int started;
    private int acknowledged;

    /** A writing process and the name that its rows carry. */
    private record Writer(OtherProcess process, String name) {}

    @Test
    void everyAcknowledgedWriteIsThereAndNoHalfOfAnother() throws Exception {
        System.out.println("crash.seed=" + SEED);
        List<Writer> writing = new ArrayList<>();
        List<Writer> ready = new ArrayList<>();
        try (SqliteDatabase database = SqliteDatabase.open(file())) {
            database.useTransaction(
                    c -> {
                        Sql.execute(c, "CREATE TABLE t (name, tx, part, bytes)");
                        Sql.execute(c, "CREATE INDEX t_name ON t (name, tx)");
                    });
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    while (ready.size() < 2) {
                        ready.add(start());
                    }
                    while (writing.size() < 2) {
                        writing.add(begin(ready.remove(0)));
                    }
                    LockSupport.parkNanos(random.nextInt(LONGEST_LIFE_NANOS));
                    int victims = round % BOTH_EVERY == 0 ? 2 : 1;
                    for (int i = 0; i < victims; i++) {
                        Writer victim = writing.remove(random.nextInt(writing.size()));
                        victim.process().kill();
                        check(database, victim, "round " + round + " of crash.seed=" + SEED);
                    }
                }
            } finally {
                writing.forEach(writer -> writer.process().close());
                ready.forEach(writer -> writer.process().close());
            }
            assertThat(database.close(Duration.ofSeconds(30)).isClean()).isTrue();
        }
        assertThat(WalFiles.auxiliaryFiles(file())).isEmpty();
        System.out.println("acknowledged in all: " + acknowledged);
        assertThat(acknowledged).as("acknowledged in all").isGreaterThan(10 * ROUNDS);
    }

    private Writer start() throws Exception {
        String name = "writer" + started++;
        String how = started % 2 == 0 ? "queue" : "transaction";
        return new Writer(OtherProcess.start(CrashingWriter.class, file(), name, how), name);
    }

    private static Writer begin(Writer writer) throws Exception {
        writer.process().awaitLine("ready").say("go");
        return writer;
    }

    private void check(SqliteDatabase database, Writer victim, String when) throws Exception {
        List<String> acks = new ArrayList<>();
        for (String line = victim.process().readLine();
                line != null;
                line = victim.process().readLine()) {
            acks.add(line);
        }
        acknowledged += acks.size();
        try (Connection reader = database.reader()) {
            String ofVictim = " WHERE name = '" + victim.name() + "'";
            Set<String> present =
                    new HashSet<>(Sql.values(reader, "SELECT DISTINCT tx FROM t" + ofVictim));
            assertThat(present).as(when).containsAll(acks);
            assertThat(
                            Sql.values(
                                    reader,
                                    "SELECT name || tx FROM t GROUP BY name, tx HAVING count(*) <> "
                                            + CrashingWriter.PARTS))
                    .as(when)
                    .isEmpty();
            assertThat(Sql.values(reader, "PRAGMA integrity_check")).as(when).containsExactly("ok");
        }
        // Keeps the checks quick.
        database.useTransaction(
                c -> Sql.execute(c, "DELETE FROM t WHERE name = '" + victim.name() + "'"));
    }

    private Path file() {
        return folder.resolve("data.db");
    }
}
