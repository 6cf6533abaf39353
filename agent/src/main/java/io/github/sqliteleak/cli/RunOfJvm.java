package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.JvmInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One JVM of a program.
 *
 * @param file its report, or its marker when it has not reported
 * @param leaked whether it reports a leak
 * @param locked whether statements failed because of a lock in it
 */
record RunOfJvm(Path file, JvmInfo jvm, boolean leaked, boolean locked) {
    /** Clocks of a process and of its JVM differ by less. */
    private static final Duration SAME = Duration.ofSeconds(10);

    /** The JVMs of a program by its runs, the oldest first: what overlaps in time is one run. */
    static List<List<RunOfJvm>> runs(List<RunOfJvm> jvms) {
        List<RunOfJvm> sorted = new ArrayList<>(jvms);
        sorted.sort(
                Comparator.comparing((RunOfJvm one) -> one.jvm().startedAt())
                        .thenComparing(RunOfJvm::file));
        List<List<RunOfJvm>> runs = new ArrayList<>();
        Instant end = Instant.MIN;
        for (RunOfJvm one : sorted) {
            if (runs.isEmpty() || one.jvm().startedAt().isAfter(end)) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(one);
            Instant ended = one.end();
            end = ended.isAfter(end) ? ended : end;
        }
        return runs;
    }

    /** Of a JVM that has not come to its end, no more is known than that it began. */
    private Instant end() {
        Instant ended = jvm.endedAt();
        return ended == null || ended.isBefore(jvm.startedAt()) ? jvm.startedAt() : ended;
    }

    /** Whether it goes on running, so that its run is not over. */
    boolean isAlive() {
        return jvm.endedAt() == null
                && ProcessHandle.of(jvm.pid())
                        .flatMap(process -> process.info().startInstant())
                        .filter(
                                start ->
                                        Duration.between(start, jvm.startedAt())
                                                        .abs()
                                                        .compareTo(SAME)
                                                < 0)
                        .isPresent();
    }
}
