package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.BadDays;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report is there, whatever the day is like. */
class BadDaysIT {
    @TempDir Path folder;

    @SomeJdk
    void reportsThoughNobodyReadsStandardError(Jdk jdk) {
        EndedJvm jvm =
                ForkedJvm.in(folder, BadDays.ErrorsFull.class)
                        .on(jdk)
                        .agent("held-warning=1ms,console=full")
                        .withErrorsUnread()
                        .start()
                        .awaitLine("full")
                        .end()
                        .hasStatus(0);

        Report report = jvm.report().addsUp();
        assertThat(report.connection().getString("forceClose")).isEqualTo("closed");
        assertThat(report.connection().getBoolean("inTransaction")).isTrue();
        assertThat(report.settings()).hasSize(1);
        assertThat(report.json().getObject("completeness").getBoolean("complete")).isTrue();
    }

    /** So short a time that nothing can be done in it. */
    @ParameterizedTest
    @ValueSource(strings = {"1ms", "100ms"})
    void reportsThoughThereIsNoTime(String timeout) {
        EndedJvm jvm =
                ForkedJvm.in(folder, BadDays.Many.class)
                        .agent("exit-timeout=" + timeout)
                        .arguments("300")
                        .run()
                        .hasStatus(0);

        Report report = jvm.report();
        assertThat(report.total("opened")).isEqualTo(300);
        assertThat(report.total("leaked")).isEqualTo(300);
        if (!missing(report).isEmpty()) {
            assertThat(missing(report)).containsOnly("exit-work");
            assertThat(jvm.err()).contains("incomplete: this JVM ");
        }
        assertThat(jvm.err()).contains("300 connections leaked");
    }

    @Test
    void saysThatItHadNoTime() {
        EndedJvm jvm =
                ForkedJvm.in(folder, BadDays.Many.class)
                        .agent("exit-timeout=1ms")
                        .arguments("300")
                        .run();

        assertThat(missing(jvm.report())).isNotEmpty().containsOnly("exit-work");
    }

    @SomeJdk
    void reportsThoughThereIsLittleMemory(Jdk jdk) {
        EndedJvm jvm =
                ForkedJvm.in(folder, BadDays.LittleMemory.class)
                        .on(jdk)
                        .jvmArguments("-Xmx32m", "-XX:+UseSerialGC")
                        .arguments("1500", "700")
                        .run();

        Report report = jvm.report();
        assertThat(report.total("opened")).as("%s", jvm).isEqualTo(1_500);
        assertThat(report.total("leaked")).isEqualTo(1_500);
        assertThat(report.json().getObject("jvm").getString("exit")).isEqualTo("normal");
    }

    @SomeJdk
    void reportsWhatNoEncodingHas(Jdk jdk) {
        EndedJvm jvm =
                ForkedJvm.in(folder, BadDays.OddName.class)
                        .on(jdk)
                        .agent("console=full")
                        .jvmArguments(
                                "-Dfile.encoding=US-ASCII",
                                "-Dstderr.encoding=US-ASCII",
                                "-Dsun.stderr.encoding=US-ASCII")
                        .run()
                        .hasStatus(0);

        assertThat(jvm.report().addsUp().connection().getString("thread"))
                .isEqualTo("worker \ufffd of \u2603");
        assertThat(jvm.err()).contains("thread").containsPattern("worker .* of \\?");
    }

    private static List<String> missing(Report report) {
        return Report.objects(report.json().getObject("completeness").getArray("missing")).stream()
                .map((JsonObject missing) -> missing.getString("what"))
                .toList();
    }
}
