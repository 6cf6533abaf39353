package io.github.sqliteleak.gradle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqliteleak.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gradle.api.GradleException;
import org.gradle.api.Project;
import org.gradle.api.tasks.JavaExec;
import org.gradle.api.tasks.testing.Test;
import org.gradle.process.CommandLineArgumentProvider;
import org.gradle.testfixtures.ProjectBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteLeakPluginTest {
    private static final String CLEAN =
            """
            {"schema": 2, "tool": {"name": "sqlite-leak-agent", "version": "1"},
             "jvm": {"pid": 7, "main": "a.App", "java": "17", "startedAt": "2020-11-20T12:00:00Z",
                     "endedAt": "2020-11-20T12:00:09Z", "exit": "normal"},
             "driver": [{"version": "3.54.1.0", "tracking": "full"}],
             "totals": {"opened": 2, "closed": %d, "leaked": %d, "excluded": 0, "peakOpen": 2,
                        "failedOpens": 0, "lockWaits": 0, "lockTimeouts": 0},
             "leaks": [%s], "lockWaits": [], "databases": []}
            """;

    private static final String LEAK =
            """
            {"fingerprint": "9f2c4e11a0b37d65", "count": 1, "closedByAgent": 1,
             "kinds": {"open-at-exit": 1}, "owner": "application",
             "openSite": "it.Repo.open(Repo.java:9)", "openStack": ["it.Repo.open(Repo.java:9)"],
             "frames": ["it.Repo#open"], "tests": [], "parts": [],
             "connections": [{"id": 1, "kind": "open-at-exit", "database": "/x/a.db",
               "url": "jdbc:sqlite:/x/a.db", "openSite": "it.Repo.open(Repo.java:9)",
               "openedAt": "2020-11-20T12:00:01Z", "openMillis": 166, "lastUsedMillisAgo": 128,
               "thread": "main", "threadAlive": true, "inTransaction": false,
               "transactionSite": null, "transactionSql": null, "openStatements": [],
               "tests": [], "forceClose": "closed", "forceCloseDetail": null}]}
            """;

    @TempDir Path folder;

    private Project project;

    @BeforeEach
    void makeProject() throws Exception {
        Files.createDirectories(folder.resolve("user"));
        project =
                ProjectBuilder.builder()
                        .withProjectDir(folder.resolve("my project").toFile())
                        .withGradleUserHomeDir(folder.resolve("user").toFile())
                        .build();
        project.getPlugins().apply("java");
        project.getPlugins().apply("io.github.sqliteleak");
        project.getDependencies().add(SqliteLeakPlugin.AGENT, project.files(agent()));
    }

    @org.junit.jupiter.api.Test
    void givesTestsAndApplicationsTheAgent() {
        extension().getOptions().put("held-warning", "5s");
        extension().getOptions().put("exclude", "a,b");
        Test test = (Test) project.getTasks().getByName("test");
        JavaExec run = project.getTasks().create("run", JavaExec.class);

        assertThat(arguments(test.getJvmArgumentProviders()))
                .containsExactly(
                        "-javaagent:"
                                + agent()
                                + "=exclude=\"a,b\",held-warning=5s,report="
                                + reports("test"));
        assertThat(arguments(run.getJvmArgumentProviders()))
                .singleElement()
                .asString()
                .endsWith(",report=" + reports("run"));
        assertThat(test.getOutputs().getFiles()).contains(reports("test").toFile());
    }

    @org.junit.jupiter.api.Test
    void leavesTasksAloneOnRequest() {
        extension().getTests().set(false);
        Test test = (Test) project.getTasks().getByName("test");

        assertThat(arguments(test.getJvmArgumentProviders())).isEmpty();
    }

    @org.junit.jupiter.api.Test
    void refusesAFolderForAll() {
        extension().getOptions().put("report", "x");
        Test test = (Test) project.getTasks().getByName("test");

        assertThatThrownBy(() -> arguments(test.getJvmArgumentProviders()))
                .isInstanceOf(GradleException.class)
                .hasMessageContaining("\"report\" is not allowed");
    }

    @org.junit.jupiter.api.Test
    void judgesAfterTheTestsAndAsAPartOfTheCheck() {
        CheckTask check = check();
        Test test = (Test) project.getTasks().getByName("test");
        var lifecycle = project.getTasks().getByName("check");

        assertThat(test.getFinalizedBy().getDependencies(test).contains(check)).isTrue();
        assertThat(lifecycle.getTaskDependencies().getDependencies(lifecycle).contains(check))
                .isTrue();
    }

    @org.junit.jupiter.api.Test
    void passesWhatIsClean() throws Exception {
        check().check();
        assertThat(check().getResult().get().getAsFile()).content().contains("nothing to check");

        write("a", CLEAN.formatted(2, 0, ""));
        check().check();
        assertThat(check().getResult().get().getAsFile())
                .content()
                .isEqualTo("sqlite-leak-agent: 2 connections opened, all closed (1 JVM).\n");
    }

    @org.junit.jupiter.api.Test
    void failsOnALeakUnlessItIsKnown() throws Exception {
        write("a", CLEAN.formatted(1, 1, LEAK));
        assertThatThrownBy(check()::check)
                .isInstanceOf(GradleException.class)
                .hasMessage("1 connection leaked at 1 site (2 opened, 1 closed, 1 JVM)");

        extension().getFailOnLeak().set(false);
        check().check();
        extension().getFailOnLeak().set(true);

        ((BaselineTask) project.getTasks().getByName(SqliteLeakPlugin.BASELINE)).write();
        check().check();
        assertThat(check().getResult().get().getAsFile()).content().contains("no new leak");
    }

    @org.junit.jupiter.api.Test
    void failsOnIncompleteData() throws Exception {
        write("a", CLEAN.formatted(2, 0, ""));
        write("b.started", "{}");

        assertThatThrownBy(check()::check)
                .hasMessageStartingWith("incomplete data, so this is no pass: build/sqlite-leaks/");
    }

    @org.junit.jupiter.api.Test
    void showsWhatItFound() throws Exception {
        write("a", CLEAN.formatted(1, 1, LEAK));
        extension().getFormats().set(List.of("html", "sarif", "markdown"));

        ((ReportTask) project.getTasks().getByName(SqliteLeakPlugin.REPORT)).report();

        Path output = folder.resolve("my project/build/reports/sqlite-leaks/sqliteLeakReport");
        assertThat(output.resolve("sqlite-leaks.html")).content().contains("Repo.java");
        assertThat(output.resolve("sqlite-leaks.sarif")).content().contains("Repo.java");
        assertThat(output.resolve("sqlite-leaks.md")).content().startsWith("### 1 SQLite");
    }

    @org.junit.jupiter.api.Test
    void judgesAllProjectsAsOneInTheRoot() throws Exception {
        Project root =
                ProjectBuilder.builder()
                        .withProjectDir(folder.resolve("root").toFile())
                        .withGradleUserHomeDir(folder.resolve("user").toFile())
                        .build();
        Project child =
                ProjectBuilder.builder()
                        .withName("child")
                        .withParent(root)
                        .withProjectDir(folder.resolve("root/child").toFile())
                        .build();
        root.getPlugins().apply("io.github.sqliteleak");
        child.getPlugins().apply("io.github.sqliteleak");
        root.getDependencies().add(SqliteLeakPlugin.AGENT, root.files(agent()));
        Path reports =
                Files.createDirectories(folder.resolve("root/child/build/sqlite-leaks/test"));
        Files.writeString(reports.resolve("leaks-7-1-a.json"), CLEAN.formatted(1, 1, LEAK));
        Files.writeString(
                folder.resolve("root/sqlite-leak-suppressions.txt"),
                "open:it.Repo#open\nopen:a.B\n");

        CheckTask all = (CheckTask) root.getTasks().getByName(Aggregate.CHECK);
        all.check();

        assertThat(all.getResult().get().getAsFile())
                .content()
                .contains("no new leak", "never used: open:a.B");
        CheckTask one = (CheckTask) child.getTasks().getByName(SqliteLeakPlugin.CHECK);
        assertThat(one.getPart().get()).isTrue();
        assertThat(all.getPart().get()).isFalse();
    }

    private SqliteLeakExtension extension() {
        return project.getExtensions().getByType(SqliteLeakExtension.class);
    }

    private CheckTask check() {
        return (CheckTask) project.getTasks().getByName(SqliteLeakPlugin.CHECK);
    }

    private Path reports(String task) {
        return folder.resolve("my project/build/sqlite-leaks").resolve(task);
    }

    private void write(String name, String report) throws IOException {
        Path reports = Files.createDirectories(reports("test"));
        Files.writeString(reports.resolve("leaks-7-1-" + name + ".json"), report);
        Files.createDirectories(folder.resolve("my project/build/reports/sqlite-leaks"));
    }

    private static List<String> arguments(List<CommandLineArgumentProvider> providers) {
        List<String> arguments = new ArrayList<>();
        for (CommandLineArgumentProvider provider : providers) {
            provider.asArguments().forEach(arguments::add);
        }
        return arguments;
    }

    /** The shaded jar. */
    private static File agent() {
        return new File(Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
