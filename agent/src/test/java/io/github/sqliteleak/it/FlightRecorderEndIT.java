package io.github.sqliteleak.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.sqliteleak.it.app.Clean;
import io.github.sqliteleak.it.app.Exits;
import io.github.sqliteleak.it.app.Leaks;
import io.github.sqliteleak.it.app.Settings;
import io.github.sqliteleak.it.app.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is found at the end of the JVM is in each recording that the user asked to have dumped. */
class FlightRecorderEndIT {
    @TempDir Path folder;

    @EachJdk
    @DisabledOnOs(OS.WINDOWS)
    void fillsTwoRecordingsAtSigterm(Jdk jdk) throws IOException {
        recordingTwice(jdk).awaitLine("ready").signal("TERM").end().hasStatus(128 + 15);

        holdsWhatWasFoundAtTheEnd("one.jfr");
        holdsWhatWasFoundAtTheEnd("two.jfr");
    }

    @EachJdk
    @DisabledOnOs(OS.WINDOWS)
    void fillsTwoRecordingsAtSigint(Jdk jdk) throws IOException {
        assumeFalse(RunningJvm.interruptsAreIgnored(), "a background job without job control");

        recordingTwice(jdk).awaitLine("ready").signal("INT").end().hasStatus(128 + 2);

        holdsWhatWasFoundAtTheEnd("one.jfr");
        holdsWhatWasFoundAtTheEnd("two.jfr");
    }

    @EachJdk
    void fillsRecordingAfterExitInMain(Jdk jdk) throws IOException {
        recording(jdk, Exits.ExitInMain.class, "filename=one.jfr").run().hasStatus(3);

        holdsWhatWasFoundAtTheEnd("one.jfr");
    }

    @EachJdk
    void reachesTheApplicationsEventStreams(Jdk jdk) {
        EndedJvm ended = ForkedJvm.in(folder, Streams.class).on(jdk).run().hasStatus(0);

        assertThat(ended.out().lines())
                .contains("recording leak", "recording closed", "repository leak");
    }

    @SomeJdk
    void dumpsNothingThatWasNotAskedFor(Jdk jdk) throws IOException {
        EndedJvm ended = recording(jdk, Leaks.InMain.class, "dumponexit=false").run().hasStatus(0);

        assertThat(dumped()).isEmpty();
        assertThat(ended.report().addsUp().connection().getString("forceClose"))
                .isEqualTo("closed");
    }

    @SomeJdk
    void dumpsWhereNoFileWasNamed(Jdk jdk) throws IOException {
        recording(jdk, Leaks.InMain.class, "dumponexit=true").run().hasStatus(0);

        assertThat(dumped()).hasSize(1);
        holdsWhatWasFoundAtTheEnd(dumped().get(0));
    }

    @SomeJdk
    void dumpsOneOfTwoRecordings(Jdk jdk) throws IOException {
        recording(jdk, Leaks.InMain.class, "dumponexit=false,name=kept")
                .jvmArguments("-XX:StartFlightRecording:filename=one.jfr")
                .run()
                .hasStatus(0);

        assertThat(dumped()).containsExactly("one.jfr");
        holdsWhatWasFoundAtTheEnd("one.jfr");
    }

    @EachJdk
    @DisabledOnOs(OS.WINDOWS)
    void lateRecordingHasWhatIsOpenAlreadyAndWhatIsFoundAtTheEnd(Jdk jdk) throws Exception {
        RunningJvm jvm = ForkedJvm.in(folder, Exits.Waiting.class).on(jdk).start();
        jvm.awaitLine("ready");
        jcmd(jdk, jvm, "JFR.start", "name=late", "filename=late.jfr", "dumponexit=true");
        jcmd(jdk, jvm, "JFR.dump", "name=late", "filename=meanwhile.jfr");
        jvm.say("end").end().hasStatus(0);

        assertThat(events("meanwhile.jfr", "sqlite.OpenConnection"))
                .singleElement()
                .satisfies(
                        open ->
                                assertThat(open.getString("openSite"))
                                        .startsWith(Exits.class.getName() + ".leak("));
        assertThat(events("meanwhile.jfr", "sqlite.ConnectionLeak")).isEmpty();
        holdsWhatWasFoundAtTheEnd("late.jfr");
    }

    @EachJdk
    @DisabledOnOs(OS.WINDOWS)
    void holdsNothingOfAnApplicationThatClosesAll(Jdk jdk) throws IOException {
        recording(jdk, Clean.class, "filename=one.jfr").run().hasStatus(7);

        assertThat(events("one.jfr", "sqlite.ConnectionLeak")).isEmpty();
        assertThat(events("one.jfr", "sqlite.Checkpoint")).isEmpty();
    }

    @SomeJdk
    void goesWithoutEventsWhereThereIsNoFlightRecorder(Jdk jdk) {
        EndedJvm ended =
                ForkedJvm.in(folder, Settings.WalRefused.class)
                        .on(jdk)
                        .jvmArguments("--limit-modules", "java.base,java.sql,java.instrument")
                        .run()
                        .hasStatus(0);

        assertThat(ended.err().lines())
                .startsWith(
                        "sqlite-leak-agent: Flight Recorder is not in use in this JVM: no events;"
                                + " start it with --add-modules jdk.jfr")
                .filteredOn(line -> line.contains("jdk.jfr"))
                .hasSize(1);
        assertThat(ended.report().addsUp().lockWaits()).hasSize(1);
        assertThat(ended.report().settings()).hasSize(1);
    }

    private RunningJvm recordingTwice(Jdk jdk) {
        return recording(jdk, Exits.Waiting.class, "filename=one.jfr")
                .jvmArguments("-XX:StartFlightRecording:filename=two.jfr")
                .start();
    }

    private ForkedJvm recording(Jdk jdk, Class<?> program, String options) {
        return ForkedJvm.in(folder, program)
                .on(jdk)
                .jvmArguments("-XX:StartFlightRecording:" + options);
    }

    private static void jcmd(Jdk jdk, RunningJvm jvm, String... command) throws Exception {
        String tool = jdk.java().resolveSibling("jcmd").toString();
        Process process =
                new ProcessBuilder(
                                Stream.concat(
                                                Stream.of(tool, Long.toString(jvm.pid())),
                                                Stream.of(command))
                                        .toList())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private void holdsWhatWasFoundAtTheEnd(String file) throws IOException {
        assertThat(events(file, "sqlite.ConnectionLeak"))
                .singleElement()
                .extracting(leak -> leak.getString("kind"))
                // JFR.start collects garbage, which the connection is by then.
                .isIn("open-at-exit", "garbage-collected");
        assertThat(events(file, "sqlite.Checkpoint")).hasSize(1);
    }

    private List<String> dumped() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jfr"))
                    .toList();
        }
    }

    private List<RecordedEvent> events(String file, String name) throws IOException {
        return RecordingFile.readAllEvents(folder.resolve(file)).stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }
}
