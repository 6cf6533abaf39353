package io.github.sqliteleak.maven;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The results of the tests of a module, sorted by file: {@code TEST-*.xml} and plain ones. */
record TestResults(List<TestResult> all) {
    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Those by whose JVM the agent was lost, as far as is known. */
    List<TestResult> withoutAgent() {
        return all.stream().filter(result -> !result.withAgent()).toList();
    }

    /** Those whose JVM had the agent, and a driver for it to follow. */
    List<TestResult> withAgentAndDriver() {
        return all.stream().filter(result -> result.withAgent() && result.withDriver()).toList();
    }

    /** Whether one is of a JVM that {@code prepare-agent} gave the agent. */
    boolean anyWithAgent() {
        return all.stream().anyMatch(TestResult::withAgent);
    }

    /** Without those of an earlier time, in milliseconds since 1970. */
    TestResults since(long millis) {
        return new TestResults(
                PlainResults.onlyWhereAlone(
                        all.stream().filter(result -> result.modifiedMillis() >= millis).toList()));
    }

    /** Finds the results. */
    static TestResults in(List<Path> folders) throws IOException {
        List<TestResult> all = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
                for (Path file : files) {
                    all.add(TestResult.read(file));
                }
            }
            all.addAll(PlainResults.in(folder));
        }
        all.sort(Comparator.comparing(TestResult::file));
        return new TestResults(List.copyOf(all));
    }
}
