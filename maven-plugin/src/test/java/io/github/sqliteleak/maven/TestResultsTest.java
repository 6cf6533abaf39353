package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestResultsTest {
    @TempDir private Path root;

    private Module module;
    private Path folder;

    @BeforeEach
    void makeModule() throws IOException {
        module = new Module(root, "a");
        folder = module.target().resolve("surefire-reports");
    }

    @Test
    void areNoneWithoutAFolder() throws IOException {
        assertThat(TestResults.in(List.of(folder)).isEmpty()).isTrue();
    }

    @Test
    void tellWhatTheirJvmsHad() throws IOException {
        module.testResult("A", true);
        module.testResult("B", false);
        module.testResult("C", true, "/repo/junit.jar");

        TestResults results = TestResults.in(List.of(folder));

        assertThat(results.all())
                .extracting(TestResult::file, TestResult::withAgent, TestResult::withDriver)
                .containsExactly(
                        tuple(folder.resolve("TEST-A.xml"), true, true),
                        tuple(folder.resolve("TEST-B.xml"), false, true),
                        tuple(folder.resolve("TEST-C.xml"), true, false));
        assertThat(results.all()).extracting(TestResult::command).containsOnly("/s/boot-9.jar a b");
        assertThat(results.withoutAgent()).containsExactly(results.all().get(1));
        assertThat(results.withAgentAndDriver()).containsExactly(results.all().get(0));
    }

    @Test
    void doNotTakeAPropertyThatATestPrinted() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("TEST-A.xml"),
                "<testsuite><testcase name=\"a\"><system-out><property"
                        + " name=\"sqlite-leak.agent\"/></system-out></testcase></testsuite>");

        assertThat(TestResults.in(List.of(folder)).withoutAgent()).hasSize(1);
    }

    @Test
    void knowNothingOfAFileThatIsCutOff() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("TEST-A.xml"), "<testsuite><proper");

        assertThat(TestResults.in(List.of(folder)).withoutAgent()).hasSize(1);
    }

    @Test
    void leaveOutThoseOfAnEarlierBuild() throws IOException {
        module.testResult("A", true);
        Files.setLastModifiedTime(folder.resolve("TEST-A.xml"), FileTime.fromMillis(1_000));

        TestResults results = TestResults.in(List.of(folder));
        assertThat(results.since(1_001).isEmpty()).isTrue();
        assertThat(results.since(1_000).isEmpty()).isFalse();
    }
}
