package io.github.sqliteleak.benchmarks;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** CPU time of one operation, as one fork of JMH measures it. */
final class JmhFork implements Measurement {
    private final Jvm jvm;
    private final Effort effort;
    private final String method;
    private final String[] parameter;

    /**
     * @param method {@code Class.method} of the benchmark
     * @param parameter name and value of its parameter, if it has one
     */
    JmhFork(Jvm jvm, Effort effort, String method, String... parameter) {
        this.jvm = jvm;
        this.effort = effort;
        this.method = method;
        this.parameter = parameter;
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
                        .addProfiler(CpuPerOperation.class)
                        .output(log.toString());
        if (parameter.length > 0) {
            options.param(parameter[0], parameter[1]);
        }
        try {
            RunResult result = new Runner(options.build()).runSingle();
            return Objects.requireNonNull(result.getSecondaryResults().get(CpuPerOperation.LABEL))
                    .getScore();
        } catch (RunnerException e) {
            String output = Files.readString(log, Charset.defaultCharset());
            throw new IOException("JMH: " + e.getMessage() + "\n" + output, e);
        }
    }
}
