package io.github.sqliteleak.benchmarks;

import static io.github.sqliteleak.benchmarks.Comparison.forInformation;
import static io.github.sqliteleak.benchmarks.Comparison.limited;
import static io.github.sqliteleak.benchmarks.Scale.BYTES;
import static io.github.sqliteleak.benchmarks.Scale.DIFFERENCE;
import static io.github.sqliteleak.benchmarks.Scale.RATIO;
import static io.github.sqliteleak.benchmarks.Scale.TIMES;

import io.github.sqliteleak.benchmarks.workload.CheckManyReports;
import io.github.sqliteleak.benchmarks.workload.Contended;
import io.github.sqliteleak.benchmarks.workload.ManyConnections;
import io.github.sqliteleak.benchmarks.workload.NoDatabase;
import io.github.sqliteleak.benchmarks.workload.OneConnection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent costs a whole JVM: at its start, at its end, in memory and under contention. */
final class JvmContests {
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
    JvmContests(Effort effort, Jvm bare, Jvm empty, Jvm agent) {
        this.effort = effort;
        this.bare = bare;
        this.empty = empty;
        this.agent = agent;
    }

    List<Contest> all() {
        List<Contest> all =
                new ArrayList<>(
                        List.of(
                                startUp(),
                                firstConnection(),
                                process("leaked-connection", oneConnection("leak"), null),
                                process("exit-1000", many("leak", 1_000), 250 * MILLISECOND),
                                process("exit-5000", many("leak", 5_000), 500 * MILLISECOND),
                                kept(),
                                collections(),
                                manyReports()));
        for (int threads : new int[] {1, 2, 4, 8}) {
            all.add(contended("writers/" + threads, 1.10, Integer.toString(threads)));
        }
        all.add(contended("writers-cpu/4", 1.05, "4", "cpu"));
        all.add(contended("writers-cpu/8", 1.05, "8", "cpu"));
        return all;
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

    private Contest firstConnection() {
        Side without = new Side(NO_AGENT, new ProcessCpu(bare, oneConnection("close")));
        return new Contest(
                "first-connection",
                effort.processes(),
                List.of(
                        limited(
                                without,
                                new Side(AGENT, new ProcessCpu(agent, oneConnection("close"))),
                                DIFFERENCE,
                                150 * MILLISECOND),
                        forInformation(
                                without,
                                new Side(
                                        "empty agent",
                                        new ProcessCpu(empty, oneConnection("close"))),
                                DIFFERENCE),
                        forInformation(
                                without,
                                new Side(
                                        "datasource-proxy",
                                        new ProcessCpu(bare, oneConnection("proxy"))),
                                DIFFERENCE)));
    }

    private String[] oneConnection(String end) {
        String file = bare.folder().resolve("one.db").toString();
        return new String[] {OneConnection.class.getName(), file, end};
    }

    private static String[] many(String what, int number) {
        return new String[] {ManyConnections.class.getName(), what, Integer.toString(number)};
    }

    private Contest process(String name, String[] main, @Nullable Double limit) {
        return new Contest(
                name,
                effort.processes(),
                List.of(
                        new Comparison(
                                new Side(NO_AGENT, new ProcessCpu(bare, main)),
                                new Side(AGENT, new ProcessCpu(agent, main)),
                                DIFFERENCE,
                                limit)));
    }

    private Contest contended(String name, double limit, String... arguments) {
        String main = Contended.class.getName();
        return new Contest(
                name,
                effort.forks(),
                List.of(
                        limited(
                                new Side(NO_AGENT, new ReportedTime(bare, main, arguments)),
                                new Side(AGENT, new ReportedTime(agent, main, arguments)),
                                RATIO,
                                limit)));
    }

    /** The heap that stays in use for each connection of 5,000 that are open. */
    private Contest kept() {
        String main = ManyConnections.class.getName();
        return new Contest(
                "kept-bytes",
                1,
                List.of(
                        limited(
                                new Side(NO_AGENT, new ReportedTime(bare, main, "keep", "5000")),
                                new Side(AGENT, new ReportedTime(agent, main, "keep", "5000")),
                                BYTES,
                                400)));
    }

    /** Of 200,000 openings in a heap of 128 MB. */
    private Contest collections() {
        String main = ManyConnections.class.getName();
        String heap = "-Xmx128m";
        Jvm without = bare.plus(heap);
        Jvm with = agent.plus(heap);
        return new Contest(
                "collections",
                1,
                List.of(
                        limited(
                                new Side(
                                        NO_AGENT,
                                        new ReportedTime(without, main, "churn", "200000")),
                                new Side(AGENT, new ReportedTime(with, main, "churn", "200000")),
                                TIMES,
                                1.10)));
    }

    /** What the command line takes for a large build, less what it takes to start. */
    private Contest manyReports() {
        String main = CheckManyReports.class.getName();
        // Options follow the jar behind an equals sign.
        String jar = String.valueOf(agent.agent()).split("=", 2)[0];
        Side list = new Side("list", new ReportedTime(bare, main, jar, "list"));
        Side html =
                new Side(
                        "report html",
                        new ReportedTime(bare, main, jar, "report", "--format", "html"));
        return new Contest(
                "many-reports",
                effort.forks(),
                List.of(
                        limited(
                                list,
                                new Side("check", new ReportedTime(bare, main, jar, "check")),
                                DIFFERENCE,
                                3_000 * MILLISECOND),
                        forInformation(list, html, DIFFERENCE)));
    }
}
