package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Faults;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Whatever breaks around it: the report is there, the data are, and nothing hangs. */
class FaultsIT {
    @TempDir Path folder;

    @SomeJdk
    void reportsWhateverHasBecomeOfTheDatabases(Jdk jdk) throws SQLException {
        EndedJvm ended = ForkedJvm.in(folder, Faults.Databases.class).on(jdk).run().hasStatus(0);

        assertThat(ended.out()).contains("[SQLITE_NOTADB]", "[SQLITE_FULL]", "[SQLITE_READONLY]");
        assertThat(ended.report().addsUp().total("leaked")).isEqualTo(7);
        assertThat(ended.err())
                .contains(
                        "deleted.db: not checkpointed: the file is gone\n",
                        "moved.db: not checkpointed: the file is gone\n",
                        "replaced.db: not checkpointed: another file has taken its place\n",
                        "readonly.db: not checkpointed: it was opened read-only\n")
                .doesNotContain("NOT closed", "incomplete", "internal error");
        assertThat(folder.resolve("deleted.db")).doesNotExist();
        assertThat(folder.resolve("replaced.db")).hasContent("somebody else's");
        assertThat(folder.resolve("garbage.db")).hasContent("no database, but a text");
        assertThat(folder.resolve("corrupt.db")).hasBinaryContent(new byte[8_192]);
        for (String name : List.of("elsewhere.db", "full.db")) {
            assertThat(rows(name)).as("only what was committed is in " + name).isOne();
        }
    }

    @SomeJdk
    void reportsThoughHooksOfTheApplicationNeverEnd(Jdk jdk) {
        RunningJvm jvm =
                ForkedJvm.in(folder, Faults.Hooks.class).on(jdk).agent("exit-timeout=2s").start();
        EndedJvm ended = jvm.awaitError("  report: ").kill();

        assertThat(ended.out()).isEqualTo("opened and closed\n");
        assertThat(ended.err())
                .contains("\"deadlocked-1\" at ", "\"deadlocked-2\" at ", "\"exiting\" at ");
        JsonObject report = ended.report().addsUp().json();
        assertThat(report.getObject("jvm").getString("exit")).isEqualTo("hooks-timed-out");
        assertThat(report.getObject("totals").getInt("opened")).isEqualTo(51);
        assertThat(report.getObject("totals").getInt("leaked")).isOne();
    }

    /** Hooks of the agent's run out of stack or memory: the application must not see that. */
    @SomeJdk
    void goesOnWhereStackAndMemoryEnd(Jdk jdk) {
        EndedJvm ended =
                ForkedJvm.in(folder, Faults.Depths.class)
                        .on(jdk)
                        .jvmArguments("-Xmx48m")
                        .run()
                        .hasStatus(0);

        assertThat(ended.out()).isEqualTo("overflows\nall is there\n");
        Report report = ended.report();
        boolean complete = report.json().getObject("completeness").getBoolean("complete");
        if (complete) {
            assertThat(report.addsUp().total("leaked")).isZero();
        } else {
            assertThat(ended.err()).contains("  incomplete: ");
        }
    }

    private int rows(String database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(database));
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("SELECT count(*) FROM t").getInt(1);
        }
    }
}
