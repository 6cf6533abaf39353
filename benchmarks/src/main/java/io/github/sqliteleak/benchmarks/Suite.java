package io.github.sqliteleak.benchmarks;

import static io.github.sqliteleak.benchmarks.Comparison.forInformation;
import static io.github.sqliteleak.benchmarks.Comparison.limited;
import static io.github.sqliteleak.benchmarks.Scale.DIFFERENCE;
import static io.github.sqliteleak.benchmarks.Scale.RATIO;

import io.github.sqliteleak.benchmarks.workload.CheckManyReports;
import io.github.sqliteleak.benchmarks.workload.Contended;
import io.github.sqliteleak.benchmarks.workload.NoDatabase;
import io.github.sqliteleak.benchmarks.workload.OneConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is measured beside what, and how much the agent may cost. */
final class Suite {
    private static final double MILLISECOND = 1e6;

    private static final String NO_AGENT = "no agent";
    private static final String AGENT = "agent";

    private final Effort effort;
    private final Jvm bare;
    private final Jvm empty;
    private final Jvm agent;

    /**
     * @param bare without any agent
     * @param empty with an agent that does nothing
     * @param agent with the agent that is measured
     */
    Suite(Effort effort, Jvm bare, Jvm empty, Jvm agent) {
        this.effort = effort;
        this.bare = bare;
        this.empty = empty;
        this.agent = agent;
    }

    List<Contest> contests() {
        return List.of(
                startUp(),
                oneConnection("first-connection", "close"),
                oneConnection("leaked-connection", "leak"),
                openClose("open-close-memory", "memory"),
                openClose("open-close-wal", "wal"),
                preparedQuery(),
                statement("unprepared-query", "unprepared"),
                statement("wal-insert", "insert"),
                statement("scan", "scan"),
                contention("two-writers", 2),
                contention("eight-writers", 8),
                manyReports(),
                testDatabase(),
                testTemplate(),
                testTemplateFile(),
                toolkit("reader", "read"),
                toolkit("eight-readers", "readByEight"),
                toolkit("transaction", "transaction"),
                toolkit("write-queue", "queue"));
    }

    /**
     * Those with these names, all when there are none. Throws {@link IllegalArgumentException} with
     * one line for the user when there is no such benchmark.
     */
    List<Contest> contests(List<String> names) {
        List<Contest> chosen = new ArrayList<>(contests());
        Set<String> unknown = new TreeSet<>(names);
        chosen.forEach(contest -> unknown.remove(contest.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "no benchmark "
                            + String.join(", ", unknown)
                            + "; there are "
                            + chosen.stream().map(Contest::name).collect(Collectors.joining(", ")));
        }
        chosen.removeIf(contest -> !names.isEmpty() && !names.contains(contest.name()));
        return chosen;
    }

    private Contest startUp() {
        String main = NoDatabase.class.getName();
        Side without = new Side(NO_AGENT, new ProcessCpu(bare, main));
        Side doingNothing = new Side("empty agent", new ProcessCpu(empty, main));
        Side with = new Side(AGENT, new ProcessCpu(agent, main));
        return new Contest(
                "start-up",
                effort.processes(),
                List.of(
                        limited(doingNothing, with, DIFFERENCE, 10 * MILLISECOND),
                        forInformation(without, with, DIFFERENCE)));
    }

    private Contest oneConnection(String name, String end) {
        String main = OneConnection.class.getName();
        String file = bare.folder().resolve("one.db").toString();
        Side without = new Side(NO_AGENT, new ProcessCpu(bare, main, file, end));
        Side with = new Side(AGENT, new ProcessCpu(agent, main, file, end));
        return new Contest(
                name,
                effort.processes(),
                List.of(
                        end.equals("close")
                                ? limited(without, with, DIFFERENCE, 150 * MILLISECOND)
                                : forInformation(without, with, DIFFERENCE)));
    }

    private Contest openClose(String name, String method) {
        return new Contest(
                name,
                effort.forks(),
                List.of(
                        limited(
                                fork(NO_AGENT, bare, "OpenClose." + method),
                                fork(AGENT, agent, "OpenClose." + method),
                                RATIO,
                                1.10)));
    }

    private Contest preparedQuery() {
        String method = "Statements.prepared";
        Side without = fork(NO_AGENT, bare, method, "through", "driver");
        Side with = fork(AGENT, agent, method, "through", "driver");
        String peer = "datasource-proxy";
        return new Contest(
                "prepared-query",
                effort.forks(),
                List.of(
                        limited(without, with, RATIO, 1.05),
                        forInformation(without, fork(peer, bare, method, "through", peer), RATIO)));
    }

    private Contest statement(String name, String method) {
        return new Contest(
                name,
                effort.forks(),
                List.of(
                        forInformation(
                                fork(NO_AGENT, bare, "Statements." + method, "through", "driver"),
                                fork(AGENT, agent, "Statements." + method, "through", "driver"),
                                RATIO)));
    }

    /** What the command line takes for a large build, less what it takes to start. */
    private Contest manyReports() {
        String main = CheckManyReports.class.getName();
        // Options follow the jar behind an equals sign.
        String jar = String.valueOf(agent.agent()).split("=", 2)[0];
        Side list = new Side("list", new ReportedTime(bare, main, jar, "list"));
        return new Contest(
                "many-reports",
                effort.forks(),
                List.of(
                        limited(
                                list,
                                new Side("check", new ReportedTime(bare, main, jar, "check")),
                                DIFFERENCE,
                                3_000 * MILLISECOND),
                        forInformation(
                                list,
                                new Side(
                                        "report html",
                                        new ReportedTime(
                                                bare, main, jar, "report", "--format", "html")),
                                DIFFERENCE)));
    }

    private Contest contention(String name, int threads) {
        String main = Contended.class.getName();
        String argument = Integer.toString(threads);
        return new Contest(
                name,
                effort.processes(),
                List.of(
                        limited(
                                new Side(NO_AGENT, new ReportedTime(bare, main, argument)),
                                new Side(AGENT, new ReportedTime(agent, main, argument)),
                                RATIO,
                                1.10)));
    }

    /** Without the agent, as the next one: what the JUnit extension does for a test. */
    private Contest testDatabase() {
        Side byHand = fork("by hand", bare, "TestDatabases.byHand");
        return new Contest(
                "test-database",
                effort.forks(),
                List.of(
                        limited(
                                byHand,
                                fork("@TestDatabase", bare, "TestDatabases.byAnnotation"),
                                RATIO,
                                1.2),
                        forInformation(
                                byHand,
                                fork("on a field", bare, "TestDatabases.byAnnotatedField"),
                                RATIO)));
    }

    private Contest testTemplate() {
        return new Contest(
                "test-template",
                effort.forks(),
                List.of(
                        limited(
                                fork("script", bare, "TestDatabases.script"),
                                fork("template", bare, "TestDatabases.template"),
                                RATIO,
                                0.2)));
    }

    /** Without a limit: what both sides pay for a file, made and deleted, is half of it. */
    private Contest testTemplateFile() {
        return new Contest(
                "test-template-file",
                effort.forks(),
                List.of(
                        forInformation(
                                fork("script", bare, "TestDatabases.fileScript"),
                                fork("template", bare, "TestDatabases.fileTemplate"),
                                RATIO)));
    }

    /** Without the agent: the toolkit beside HikariCP, or a queue made by hand. */
    private Contest toolkit(String name, String method) {
        return new Contest(
                name,
                effort.forks(),
                List.of(
                        forInformation(
                                fork("by hand", bare, "Pools." + method, "by", "peer"),
                                fork("toolkit", bare, "Pools." + method, "by", "toolkit"),
                                RATIO)));
    }

    private Side fork(String name, Jvm jvm, String method, String... parameter) {
        return new Side(name, new JmhFork(jvm, effort, method, parameter));
    }
}
