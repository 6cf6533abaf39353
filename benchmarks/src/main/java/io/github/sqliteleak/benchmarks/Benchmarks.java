package io.github.sqliteleak.benchmarks;

import io.github.sqliteleak.benchmarks.workload.TemporaryFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command: runs the benchmarks and prints their table. */
public final class Benchmarks {
    private static final int LIMIT_MISSED = 1;
    private static final int WRONG_USE = 2;
    private static final int FAILED = 3;

    private Benchmarks() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args, System.out, System.err));
    }

    /** Returns the exit status. */
    static int run(String[] args, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            CommandLine command = CommandLine.parse(args);
            if (command.help()) {
                out.print(CommandLine.HELP);
                return 0;
            }
            List<Result> results = measure(command, out, err);
            out.print(ResultTable.render(results));
            Path page = command.page();
            if (page != null) {
                Page.write(page, circumstances(command), results);
            }
            return command.check() && Result.anyMissed(results) ? LIMIT_MISSED : 0;
        } catch (IllegalArgumentException e) {
            err.println("benchmarks: " + e.getMessage());
            return WRONG_USE;
        } catch (IOException e) {
            err.println("benchmarks: failed to run: " + e.getMessage());
            return FAILED;
        }
    }

    private static List<Result> measure(CommandLine command, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        Path agent = command.agent() == null ? builtAgent() : command.agent();
        if (!Files.isRegularFile(agent)) {
            throw new IllegalArgumentException(
                    "no agent at " + agent + "; build it, or use --agent");
        }
        Path home =
                command.jdk() == null ? Path.of(System.getProperty("java.home")) : command.jdk();
        Path java = home.resolve("bin").resolve("java");
        List<Result> results = new ArrayList<>();
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Jvm bare = new Jvm(java, classPath(), null, folder.path());
            Jvm empty = bare.with(EmptyAgentJar.write(folder.path()).toString());
            Jvm tracked = bare.with(agent + "=report=\"" + folder.path().resolve("reports") + '"');
            Suite suite = new Suite(command.effort(), bare, empty, tracked);
            List<Contest> contests = suite.contests(command.only());
            out.println(agent + " on " + home + load());
            for (Contest contest : contests) {
                err.println(contest.name() + ": " + contest.rounds() + " rounds");
                results.addAll(contest.run());
            }
            out.println("ended" + load());
        }
        return results;
    }

    private static List<String> circumstances(CommandLine command) {
        Path jdk = command.jdk();
        return List.of(
                "JDK: " + (jdk == null ? Runtime.version() : jdk.getFileName()),
                "system: "
                        + System.getProperty("os.name")
                        + ' '
                        + System.getProperty("os.arch")
                        + load(),
                String.format(
                        Locale.ROOT,
                        "rounds: %d of whole processes, %d of JMH forks",
                        command.effort().processes(),
                        command.effort().forks()),
                "written on " + LocalDate.now(ZoneOffset.UTC));
    }

    /** What disturbs a measurement belongs to it. */
    private static String load() {
        return String.format(
                Locale.ROOT,
                ", %d processors, load average %.1f",
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** The agent's jar, from where this one is: {@code benchmarks/target/benchmarks.jar}. */
    private static Path builtAgent() {
        Path root = Path.of(classPath()).toAbsolutePath().resolve("../../..").normalize();
        return root.resolve("agent/target/sqlite-leak-agent.jar");
    }
}
