package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.it.app.Clean;
import io.github.sqliteleak.it.app.EachEvent;
import io.github.sqliteleak.it.app.Exits;
import io.github.sqliteleak.it.app.Leaks;
import io.github.sqliteleak.it.app.LeakySuite;
import io.github.sqliteleak.it.app.SuiteRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a recording holds when the JVM has ended, however it did. */
class FlightRecorderIT {
    @TempDir Path folder;

    @EachJdk
    void holdsLeaksAfterNormalEnd(Jdk jdk) {
        recording(Leaks.InMain.class, jdk).run().hasStatus(0);

        assertThat(events("sqlite.ConnectionOpen")).isNotEmpty();
        assertThat(events("sqlite.OpenConnection")).hasSize(1);
        assertThat(events("sqlite.Checkpoint")).hasSize(1);
        RecordedEvent leak = leak();
        assertThat(leak.getString("kind")).isEqualTo("open-at-exit");
        assertThat(leak.getString("openSite")).startsWith("io.github.sqliteleak.it.app.Leaks");
        assertThat(leak.getString("owner")).isEqualTo("application");
    }

    @SomeJdk
    void holdsLeaksAfterExitInThread(Jdk jdk) {
        recording(Exits.ExitInThread.class, jdk).run();

        assertThat(leak().getString("kind")).isEqualTo("open-at-exit");
    }

    @SomeJdk
    void holdsLeaksAfterUncaughtException(Jdk jdk) {
        recording(Exits.Uncaught.class, jdk).run().hasStatus(1);

        assertThat(leak().getString("kind")).isEqualTo("open-at-exit");
    }

    @EachJdk
    @DisabledOnOs(OS.WINDOWS)
    void holdsLeaksAfterTerm(Jdk jdk) {
        recording(Exits.Waiting.class, jdk).start().awaitLine("ready").signal("TERM").end();

        assertThat(leak().getString("kind")).isEqualTo("open-at-exit");
    }

    @SomeJdk
    void countsTheStatementsThatTheApplicationRan(Jdk jdk) {
        ForkedJvm.in(folder, Leaks.Transaction.class)
                .on(jdk)
                .jvmArguments(start("one.jfr") + ",+sqlite.Transaction#threshold=0ns")
                .run()
                .hasStatus(0);

        List<RecordedEvent> transactions = events("sqlite.Transaction");
        assertThat(transactions).hasSize(1);
        assertThat(transactions.get(0).getString("outcome")).isEqualTo("left open");
        assertThat(transactions.get(0).getInt("statements")).isEqualTo(1);
        List<RecordedEvent> statistics = events("sqlite.Statistics");
        assertThat(statistics).as("in a second at most, once at exit").isNotEmpty();
        RecordedEvent last = statistics.get(statistics.size() - 1);
        assertThat(last.getInt("openConnections")).isEqualTo(1);
        assertThat(last.getLong("walBytes")).isPositive();
    }

    @SomeJdk
    void isWrittenThoughHookHangs(Jdk jdk) {
        RunningJvm jvm =
                ForkedJvm.in(folder, Exits.HangingHook.class)
                        .on(jdk)
                        .agent("exit-timeout=8s")
                        .jvmArguments(start("one.jfr"))
                        .start();

        Await.until("it is dumped", () -> isDumped("one.jfr"));
        jvm.kill();

        assertThat(leak().getString("kind")).isEqualTo("open-at-exit");
    }

    @SomeJdk
    void fillsTwoRecordings(Jdk jdk) {
        ForkedJvm.in(folder, Leaks.InMain.class)
                .on(jdk)
                .jvmArguments(start("one.jfr"), start("two.jfr"))
                .run()
                .hasStatus(0);

        assertThat(events("one.jfr", "sqlite.ConnectionLeak")).hasSize(1);
        assertThat(events("two.jfr", "sqlite.ConnectionLeak")).hasSize(1);
    }

    @SomeJdk
    void holdsNoLeakOfAnApplicationThatClosesAll(Jdk jdk) {
        recording(Clean.class, jdk).run().hasStatus(7);

        assertThat(events("sqlite.ConnectionOpen")).isNotEmpty();
        assertThat(events("sqlite.ConnectionLeak")).isEmpty();
        assertThat(events("sqlite.OpenConnection")).isEmpty();
    }

    @SomeJdk
    void namesTheTest(Jdk jdk) {
        recording(SuiteRunner.class, jdk)
                .alsoOnClassPath(Platforms.jupiter("5.14.4"))
                .arguments("together", "return", LeakySuite.Outer.class.getName())
                .run()
                .hasStatus(0);

        assertThat(leak().getString("test"))
                .isEqualTo(LeakySuite.Outer.class.getName() + "#runsTests()");
    }

    /** Tools show five frames as a rule. */
    @EachJdk
    void showsTheDriversCallersFrames(Jdk jdk) {
        ForkedJvm.in(folder, EachEvent.class)
                .on(jdk)
                .alsoOnClassPath(Build.pool())
                .jvmArguments(
                        start("one.jfr")
                                + ",+sqlite.ConnectionClose#enabled=true,+sqlite.PoolBorrow#enabled=true"
                                + ",+sqlite.Transaction#threshold=0ns")
                .run()
                .hasStatus(0);

        for (String name :
                List.of(
                        "sqlite.ConnectionOpen",
                        "sqlite.ConnectionClose",
                        "sqlite.PoolBorrow",
                        "sqlite.Transaction",
                        "sqlite.LockWait",
                        "sqlite.LockTimeout")) {
            assertThat(events(name)).as(name).isNotEmpty();
            assertThat(events(name))
                    .allSatisfy(
                            event ->
                                    assertThat(classes(event).takeWhile(FlightRecorderIT::isAgents))
                                            .as(name)
                                            .hasSizeLessThanOrEqualTo(2));
        }
        RecordedEvent borrowed = events("sqlite.PoolBorrow").get(0);
        assertThat(borrowed.getString("pool")).isEqualTo("HikariCP");
        assertThat(borrowed.getString("site")).contains(".EachEvent.main(EachEvent.java:");
        assertThat(events("sqlite.LockTimeout").get(0).getString("waiterStack").lines())
                .first(InstanceOfAssertFactories.STRING)
                .startsWith("io.github.sqliteleak.it.app.");
    }

    private static Stream<String> classes(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName());
    }

    private static boolean isAgents(String name) {
        return name.startsWith("io.github.sqliteleak.")
                && !name.startsWith("io.github.sqliteleak.it.");
    }

    @EachJdk
    void isNotBegunByTheAgent(Jdk jdk) {
        EndedJvm ended =
                ForkedJvm.in(folder, Leaks.InMain.class)
                        .on(jdk)
                        .jvmArguments("-Xlog:class+load:file=loaded.log")
                        .run();

        assertThat(ended.report().leaks()).hasSize(1);
        assertThat(read("loaded.log"))
                .contains("io.github.sqliteleak.flight.FlightLog ")
                .doesNotContain("io.github.sqliteleak.flight.ConnectionEvent ")
                .doesNotContain("jdk.jfr.internal.Repository ");
    }

    private ForkedJvm recording(Class<?> mainClass, Jdk jdk) {
        return ForkedJvm.in(folder, mainClass).on(jdk).jvmArguments(start("one.jfr"));
    }

    private static String start(String file) {
        return "-XX:StartFlightRecording:filename=" + file;
    }

    /** Whether it is there from its beginning to its end: a dump is written in pieces. */
    private boolean isDumped(String file) {
        try {
            return Files.exists(folder.resolve(file))
                    && !RecordingFile.readAllEvents(folder.resolve(file)).isEmpty();
        } catch (IOException | IndexOutOfBoundsException e) {
            // The reader does not check what is half written.
            return false;
        }
    }

    private RecordedEvent leak() {
        List<RecordedEvent> leaks = events("sqlite.ConnectionLeak");
        assertThat(leaks).hasSize(1);
        return leaks.get(0);
    }

    private List<RecordedEvent> events(String name) {
        return events("one.jfr", name);
    }

    private List<RecordedEvent> events(String file, String name) {
        try {
            return RecordingFile.readAllEvents(folder.resolve(file)).stream()
                    .filter(event -> event.getEventType().getName().equals(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
