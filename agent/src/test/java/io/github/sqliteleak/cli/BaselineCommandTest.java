package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.Reports;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineCommandTest {
    @TempDir Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void make() {
        line = new CommandLineFixture(directory);
    }

    @Test
    void writesTheSumOfAllJvms() throws Exception {
        line.report("sqlite-leaks", Reports.of(Leak.number(1), Leak.number(2)));
        line.report("sqlite-leaks", Reports.of(Leak.number(1)));

        Outcome outcome = line.run("baseline");

        assertThat(outcome.status()).isEqualTo(ExitStatus.CLEAN);
        assertThat(outcome.out()).contains("\"count\":3", "\"com.example.Repo#load\"");
    }

    @Test
    void keepsWhatAnotherRunHadMoreOf() throws Exception {
        line.report("first", Reports.of(Leak.number(1), Leak.number(2)));
        line.report("second", Reports.of(Leak.number(1), Leak.number(2).openedIn("a.Job", "run")));
        line.run("baseline", "first", "--output=kept.json");

        assertThat(line.run("baseline", "second", "--keep=kept.json", "--output=kept.json"))
                .isEqualTo(new Outcome(ExitStatus.CLEAN, "", ""));
        assertThat(line.run("check", "first", "--baseline=kept.json").status()).isZero();
        assertThat(line.run("check", "second", "--baseline=kept.json").status()).isZero();
    }

    @Test
    void leavesOutWhatAJvmThatWasKilledHadOpen() throws Exception {
        line.report("sqlite-leaks", Reports.unfinished(Leak.number(1).openAtPlanEnd()));

        Outcome outcome = line.run("baseline");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.out()).doesNotContain("com.example.Repo");
    }

    @Test
    void tellsThatDataIsIncomplete() throws Exception {
        line.report("sqlite-leaks", Reports.of(Leak.number(1)));
        line.marker("sqlite-leaks");

        assertThat(line.run("baseline").status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(line.run("baseline", "nowhere").status()).isEqualTo(ExitStatus.INCOMPLETE);
    }
}
