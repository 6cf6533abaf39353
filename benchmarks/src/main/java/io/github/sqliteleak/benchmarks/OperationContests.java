package io.github.sqliteleak.benchmarks;

import static io.github.sqliteleak.benchmarks.Comparison.forInformation;
import static io.github.sqliteleak.benchmarks.Comparison.limited;
import static io.github.sqliteleak.benchmarks.Scale.BYTES;
import static io.github.sqliteleak.benchmarks.Scale.RATIO;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent costs an operation, beside no agent and beside its peers. */
final class OperationContests {
    private static final String NO_AGENT = "no agent";
    private static final String AGENT = "agent";
    private static final String PROXY = "datasource-proxy";
    private static final String RECORDING = "-XX:StartFlightRecording=settings=default";

    /** It does not write its log, as the other peer writes none. */
    private static final String P6SPY =
            "-Dp6spy.config.modulelist=com.p6spy.engine.spy.P6SpyFactory";

    private final Effort effort;
    private final Jvm bare;
    private final Jvm agent;

    OperationContests(Effort effort, Jvm bare, Jvm agent) {
        this.effort = effort;
        this.bare = bare;
        this.agent = agent;
    }

    List<Contest> all() {
        List<Contest> all =
                new ArrayList<>(
                        List.of(
                                fork("open-close-memory", 1.05, "OpenClose.memory"),
                                fork("open-close-source", 1.06, "OpenClose.source"),
                                fork("open-close-wal", 1.03, "OpenClose.wal"),
                                bytes("open-close-bytes", 1_600, "OpenClose.memory"),
                                statement("prepared-query", 1.05, "prepared"),
                                fork(
                                        "prepared-query-mixed",
                                        1.03,
                                        "Statements.prepared",
                                        "through",
                                        "driver",
                                        "before",
                                        "mixed"),
                                statement("unprepared-query", null, "unprepared"),
                                statement("pragma", 1.03, "pragma"),
                                statement("wal-insert", null, "insert"),
                                statement("batch", 1.03, "batch"),
                                statement("begin-insert-commit", 1.04, "transaction"),
                                statement("scan", null, "scan"),
                                borrow(),
                                fork("borrow-h2", 1.05, "Borrowing.borrow", "pool", "h2"),
                                recorded("recorded-open", 1.10, "OpenClose.memory"),
                                recorded(
                                        "recorded-query",
                                        1.05,
                                        "Statements.prepared",
                                        "through",
                                        "driver")));
        for (String frames : new String[] {"10", "30", "120", "500"}) {
            all.add(fork("depth/" + frames, null, "OpenClose.memory", "frames", frames));
        }
        for (String held : new String[] {"0", "100", "1000", "5000"}) {
            all.add(fork("held/" + held, null, "OpenClose.memory", "held", held));
        }
        return all;
    }

    private Contest fork(String name, @Nullable Double limit, String method, String... parameters) {
        return new Contest(
                name,
                effort.forks(),
                List.of(
                        new Comparison(
                                side(NO_AGENT, bare, method, parameters),
                                side(AGENT, agent, method, parameters),
                                RATIO,
                                limit)));
    }

    private Contest bytes(String name, double limit, String method) {
        return new Contest(
                name,
                1,
                List.of(
                        limited(
                                new Side(NO_AGENT, JmhFork.bytes(bare, effort, method)),
                                new Side(AGENT, JmhFork.bytes(agent, effort, method)),
                                BYTES,
                                limit)));
    }

    private Contest statement(String name, @Nullable Double limit, String method) {
        String whole = "Statements." + method;
        Side without = side(NO_AGENT, bare, whole, "through", "driver");
        List<Comparison> comparisons = new ArrayList<>();
        Side with = side(AGENT, agent, whole, "through", "driver");
        comparisons.add(new Comparison(without, with, RATIO, limit));
        for (String peer : new String[] {PROXY, "p6spy"}) {
            comparisons.add(
                    forInformation(
                            without, side(peer, bare.plus(P6SPY), whole, "through", peer), RATIO));
        }
        return new Contest(name, effort.forks(), comparisons);
    }

    private Contest borrow() {
        String method = "Borrowing.borrow";
        Side without = side(NO_AGENT, bare, method, "pool", "plain");
        return new Contest(
                "borrow",
                effort.forks(),
                List.of(
                        limited(without, side(AGENT, agent, method, "pool", "plain"), RATIO, 1.05),
                        forInformation(
                                without,
                                side("leak threshold", bare, method, "pool", "threshold"),
                                RATIO),
                        forInformation(
                                without,
                                side("FlexyPool", bare, method, "pool", "flexypool"),
                                RATIO)));
    }

    /** With a default recording on both sides. */
    private Contest recorded(String name, double limit, String method, String... parameters) {
        return new Contest(
                name,
                effort.forks(),
                List.of(
                        limited(
                                side(NO_AGENT, bare.plus(RECORDING), method, parameters),
                                side(AGENT, agent.plus(RECORDING), method, parameters),
                                RATIO,
                                limit)));
    }

    private Side side(String name, Jvm jvm, String method, String... parameters) {
        return new Side(name, JmhFork.cpu(jvm, effort, method, parameters));
    }
}
