package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.InUse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosingWatchTest {
    @Test
    void interruptsWhatStillRunsOnAConnectionThatWasHandedOut() {
        InUse.ENDS.clear();

        Outcomes outcomes = Outcomes.of(InUse.ByEndlessSql.class);

        assertThat(outcomes.counts()).containsOnlyKeys(Outcomes.PASSED);
        assertThat(outcomes.byName()).hasSize(4);
        assertThat(InUse.ENDS)
                .extracting(Throwable::getMessage)
                .hasSize(3)
                .allMatch(message -> message.startsWith("[SQLITE_INTERRUPT]"));
    }

    @Test
    void givesUpWhenItCannotBeInterrupted() throws Exception {
        Outcomes outcomes = Outcomes.of(InUse.ByCode.class);

        Path file = InUse.FILES.get(0);
        assertThat(outcomes.of("file(Connection, Path)"))
                .startsWith(
                        "cannot close a connection that the test was given: thread \"worker\""
                                + " still uses it, and could not be interrupted for 2 s\n"
                                + "  fix: let it end before the test does\n"
                                + "cannot delete the test's database, it is kept: "
                                + file);
        assertThat(file).exists();
        InUse.ENOUGH.countDown();
        Removal.ofDatabase(file).run();
        assertThat(file.getParent()).doesNotExist();
    }
}
