package io.github.sqliteleak.benchmarks;

import static io.github.sqliteleak.benchmarks.Comparison.forInformation;
import static io.github.sqliteleak.benchmarks.Comparison.limited;
import static io.github.sqliteleak.benchmarks.Scale.RATIO;

import java.util.List;

/** What the toolkit and the JUnit extension cost, without the agent. */
final class ToolkitContests {
    private final Effort effort;
    private final Jvm bare;

    /**
     * @param bare without any agent
     */
    ToolkitContests(Effort effort, Jvm bare) {
        this.effort = effort;
        this.bare = bare;
    }

    List<Contest> all() {
        return List.of(
                testDatabase(),
                testTemplate(),
                testTemplateFile(),
                toolkit("reader", "read"),
                toolkit("eight-readers", "readByEight"),
                toolkit("transaction", "transaction"),
                toolkit("write-queue", "queue"));
    }

    /** What the JUnit extension does for a test. */
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

    /** The toolkit beside HikariCP, or a queue made by hand. */
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

    private Side fork(String name, Jvm jvm, String method, String... parameters) {
        return new Side(name, JmhFork.cpu(jvm, effort, method, parameters));
    }
}
