package io.github.sqliteleak.benchmarks;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What one operation costs, as one fork of JMH measures it. */
final class JmhFork implements Measurement {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Jvm jvm;
    private final Effort effort;
    private final String method;
    private final List<String> parameters;
    private final String label;

    private JmhFork(Jvm jvm, Effort effort, String method, List<String> parameters, String label) {
        this.jvm = jvm;
        this.effort = effort;
        this.method = method;
        this.parameters = parameters;
        this.label = label;
    }

    /**
     * Its CPU time in nanoseconds.
     *
     * @param method {@code Class.method} of the benchmark
     * @param parameters names and values of its parameters, in turn
     */
    static JmhFork cpu(Jvm jvm, Effort effort, String method, String... parameters) {
        return new JmhFork(jvm, effort, method, List.of(parameters), CpuPerOperation.LABEL);
    }

    /** The bytes of the heap that it takes; as {@link #cpu}. */
    static JmhFork bytes(Jvm jvm, Effort effort, String method, String... parameters) {
        return new JmhFork(jvm, effort, method, List.of(parameters), ALLOCATED);
    }

    @Override
    public double measure() throws IOException {
        Path log = jvm.folder().resolve("jmh.log");
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("\\." + method.replace(".", "\\.") + "$")
                        .jvm(jvm.java().toString())
                        .jvmArgs(jvm.options().toArray(String[]::new))
                        // On a busy machine the compiler may lag behind until the end.
                        .jvmArgsAppend("-Xbatch")
                        .forks(1)
                        .measurementIterations(effort.iterations())
                        .timeout(TimeValue.minutes(1))
                        .shouldFailOnError(true)
                        .addProfiler(
                                label.equals(ALLOCATED) ? GCProfiler.class : CpuPerOperation.class)
                        .output(log.toString());
        for (int i = 0; i < parameters.size(); i += 2) {
            options.param(parameters.get(i), parameters.get(i + 1));
        }
        try {
            RunResult result = new Runner(options.build()).runSingle();
            double score =
                    Objects.requireNonNull(result.getSecondaryResults().get(label)).getScore();
            // A batch is one operation to JMH's own profiler.
            return label.equals(ALLOCATED)
                    ? score / result.getParams().getMeasurement().getBatchSize()
                    : score;
        } catch (RunnerException e) {
            String output = Files.readString(log, Charset.defaultCharset());
            throw new IOException("JMH: " + e.getMessage() + "\n" + output, e);
        }
    }
}
