package io.github.sqliteleak.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.settings.IneffectiveSetting.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class IneffectiveSettingsTest {
    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final List<Thread> printers = new CopyOnWriteArrayList<>();
    private final IneffectiveSettings settings =
            new IneffectiveSettings(
                    line -> {
                        printed.add(line);
                        printers.add(Thread.currentThread());
                    });

    @Test
    void tellsEachKindOnceForEachDatabase() {
        settings.add(wal("a.db", "delete"));
        settings.add(wal("a.db", "memory"));
        settings.add(wal("b.db", "delete"));
        settings.add(new IneffectiveSetting("a.db", Kind.MEMORY_POOL, "x", "y", null));

        Await.until("all is printed", () -> printed.size() == 3);
        settings.print();
        assertThat(printed)
                .first()
                .asString()
                .startsWith(
                        "journal_mode=WAL is not in force on a.db (delete), at a.B.c(B.java:1)");
        assertThat(printed).hasSize(3);
        assertThat(settings.all()).hasSize(3);
        assertThat(settings.isKnown("a.db", Kind.JOURNAL_MODE)).isTrue();
        assertThat(settings.isKnown("c.db", Kind.JOURNAL_MODE)).isFalse();
    }

    @Test
    void printsInAThreadOfItsOwn() {
        settings.add(wal("a.db", "delete"));

        Await.until("it is printed", () -> !printed.isEmpty());
        assertThat(printers).doesNotContain(Thread.currentThread());
    }

    @Test
    void growsToALimitOnly() {
        for (int i = 0; i < 1_000; i++) {
            settings.add(wal(i + ".db", "delete"));
        }

        assertThat(settings.all()).hasSize(200);
    }

    private static IneffectiveSetting wal(String database, String actual) {
        return new IneffectiveSetting(
                database, Kind.JOURNAL_MODE, "wal", actual, "a.B.c(B.java:1)");
    }
}
