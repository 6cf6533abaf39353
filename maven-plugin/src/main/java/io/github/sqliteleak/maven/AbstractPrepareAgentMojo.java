package io.github.sqliteleak.maven;

import io.github.sqliteleak.agent.AgentArguments;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Puts the agent in front of the JVM arguments in a property that a test plugin uses. */
abstract class AbstractPrepareAgentMojo extends AbstractMojo {
    private static final String AGENT = "io.github.sqliteleak:sqlite-leak-agent";
    private static final String MARK = "-D" + TestResult.MARK + "=prepared";

    @Parameter(defaultValue = "${project}", readonly = true)
    MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true)
    MavenSession session;

    @Parameter(defaultValue = "${plugin.artifactMap}", readonly = true)
    Map<String, Artifact> pluginArtifacts;

    /** Leaves the tests without the agent. */
    @Parameter(property = "sqlite-leak.skip", defaultValue = "false")
    boolean skip;

    /**
     * The property that gets the agent. When it is not set: <code>tycho.testArgLine</code> for the
     * packaging <code>eclipse-test-plugin</code>, <code>argLine</code> for all others.
     */
    @Parameter(property = "sqlite-leak.propertyName")
    @Nullable String propertyName;

    /** Keeps the reports of earlier builds, which are then added to those of this one. */
    @Parameter(property = "sqlite-leak.append", defaultValue = "false")
    boolean append;

    /**
     * What the agent prints on standard error: <code>summary</code>, <code>off</code>, <code>full
     * </code>.
     */
    @Parameter(property = "sqlite-leak.console")
    @Nullable String console;

    /** What is done about leaks at exit: <code>close</code>, <code>report</code>. */
    @Parameter(property = "sqlite-leak.on-exit")
    @Nullable String onExit;

    /** What is done about the write-ahead log at exit: <code>truncate</code>, <code>off</code>. */
    @Parameter(property = "sqlite-leak.checkpoint")
    @Nullable String checkpoint;

    /** The most that exit work may add, such as <code>10s</code>. */
    @Parameter(property = "sqlite-leak.exit-timeout")
    @Nullable String exitTimeout;

    /**
     * A status to end the JVM with when something leaked. Not for tests: the test plugins take such
     * a JVM for a crash.
     */
    @Parameter(property = "sqlite-leak.exit-code")
    @Nullable String exitCode;

    /** A duration after which an unused open connection is warned about, or <code>off</code>. */
    @Parameter(property = "sqlite-leak.held-warning")
    @Nullable String heldWarning;

    /** A size past which a WAL that grows is warned about, or <code>off</code>. */
    @Parameter(property = "sqlite-leak.wal-warning")
    @Nullable String walWarning;

    /** What is done about collected connections: <code>report</code>, <code>close</code>. */
    @Parameter(property = "sqlite-leak.collected")
    @Nullable String collected;

    /** Whether waits for locks are watched: <code>on</code>, <code>off</code>. */
    @Parameter(property = "sqlite-leak.lock-waits")
    @Nullable String lockWaits;

    /** Frames kept of an opening stack, 1 to 1024. */
    @Parameter(property = "sqlite-leak.stack-depth")
    @Nullable String stackDepth;

    /** Whether the stack of each BEGIN is kept: <code>on</code>, <code>off</code>. */
    @Parameter(property = "sqlite-leak.transaction-stacks")
    @Nullable String transactionStacks;

    /** Whether the stack of each prepared statement is kept: <code>off</code>, <code>on</code>. */
    @Parameter(property = "sqlite-leak.statement-stacks")
    @Nullable String statementStacks;

    /** Statements in reports: <code>masked</code>, <code>full</code>, <code>off</code>. */
    @Parameter(property = "sqlite-leak.sql")
    @Nullable String sql;

    /** Globs on database paths or <code>class#method</code> that are not tracked. */
    @Parameter(property = "sqlite-leak.exclude")
    @Nullable List<String> exclude;

    /** Globs on names of classes that are the user's own code. */
    @Parameter(property = "sqlite-leak.own")
    @Nullable List<String> own;

    /** <code>on</code> or <code>off</code>: an MBean where the JVM has an MBean server. */
    @Parameter(property = "sqlite-leak.jmx")
    @Nullable String jmx;

    /** <code>slf4j</code> or <code>jul</code>: warnings go to the application's logger, too. */
    @Parameter(property = "sqlite-leak.log")
    @Nullable String log;

    /** <code>true</code> goes on without the agent on a Java that is too old for it. */
    @Parameter(property = "sqlite-leak.optional")
    @Nullable String optional;

    /** A properties file with options of the agent; those given here win. */
    @Parameter(property = "sqlite-leak.options")
    @Nullable File options;

    abstract String goal();

    /** Where the agent of these tests writes. */
    abstract File reportFolder();

    /** The executions that are to get the agent. */
    abstract List<TestRun> testRuns();

    @Override
    public void execute() throws MojoExecutionException {
        String property = AgentProperty.name(propertyName, project.getPackaging());
        Properties properties = project.getProperties();
        if (skip) {
            getLog().info("skipped: tests run without the agent");
            // For <argLine>@{argLine}</argLine>, which would end the test JVM otherwise.
            properties.putIfAbsent(property, "");
            return;
        }
        Path folder = reportFolder().toPath();
        Path jar = agentJar();
        String arguments = ArgLine.quoted(agentArgument(jar, folder)) + ' ' + MARK;
        // Options that are refused delete nothing.
        clear(folder);
        String line =
                ArgLine.prepend(properties.getProperty(property), jar.toString(), MARK, arguments);
        properties.setProperty(property, line);
        new ModuleState(project).addFolder(folder);
        note();
        getLog().info(property + " set to " + line);
        for (String reason :
                MavenProperties.lostAgent(property, project, session).reasons(runs())) {
            getLog().warn("the agent is lost: " + reason);
        }
    }

    private List<TestRun> runs() {
        boolean tests =
                project.getTestCompileSourceRoots().stream()
                        .anyMatch(root -> new File(root).isDirectory());
        return tests && !MavenProperties.testsAreSkipped(project, session) ? testRuns() : List.of();
    }

    private void note() {
        if (project.getPackaging().equals("pom")) {
            return;
        }
        Path target = Path.of(project.getBuild().getDirectory());
        try {
            BuildNote.write(target, goal(), session.getStartTime().toInstant(), append);
        } catch (IOException e) {
            // A check of its own then judges all results that lie there.
            getLog().debug("cannot note in " + target + " when this build began: " + e);
        }
    }

    private void clear(Path folder) throws MojoExecutionException {
        if (append) {
            return;
        }
        Instant began = session.getStartTime().toInstant();
        try {
            int deleted = ReportFolders.clear(folder, began.toEpochMilli());
            if (deleted > 0) {
                String reports = AbstractCheckMojo.count(deleted, "report");
                getLog().info("deleted " + reports + " of earlier builds in " + folder);
            }
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "cannot delete the reports of earlier builds in " + folder + ": " + e, e);
        }
    }

    private Path agentJar() throws MojoExecutionException {
        Artifact agent = pluginArtifacts.get(AGENT);
        if (agent == null || agent.getFile() == null) {
            throw new MojoExecutionException(
                    "the agent is missing: "
                            + AGENT
                            + " is excluded from this plugin's dependencies");
        }
        return agent.getFile().toPath().toAbsolutePath();
    }

    private String agentArgument(Path jar, Path folder) throws MojoExecutionException {
        AgentArguments arguments = new AgentArguments();
        arguments.set("options", options == null ? null : options.getPath());
        arguments.set("report", folder.toString());
        arguments.set("console", console);
        arguments.set("on-exit", onExit);
        arguments.set("checkpoint", checkpoint);
        arguments.set("exit-timeout", exitTimeout);
        arguments.set("exit-code", exitCode);
        arguments.set("held-warning", heldWarning);
        arguments.set("wal-warning", walWarning);
        arguments.set("collected", collected);
        arguments.set("lock-waits", lockWaits);
        arguments.set("stack-depth", stackDepth);
        arguments.set("transaction-stacks", transactionStacks);
        arguments.set("statement-stacks", statementStacks);
        arguments.set("sql", sql);
        arguments.set("exclude", exclude == null ? null : String.join(";", exclude));
        arguments.set("own", own == null ? null : String.join(";", own));
        arguments.set("jmx", jmx);
        arguments.set("log", log);
        arguments.set("optional", optional);
        try {
            return arguments.vmArgument(jar);
        } catch (IllegalArgumentException e) {
            throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
        }
    }

    final List<TestRun> runsOf(String plugin, String... others) {
        List<TestRun> runs = new ArrayList<>(TestRun.of(project, plugin));
        for (String other : others) {
            runs.addAll(TestRun.of(project, other));
        }
        return runs;
    }
}
