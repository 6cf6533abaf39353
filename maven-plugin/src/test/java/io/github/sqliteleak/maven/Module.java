package io.github.sqliteleak.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** A module in a build that has just started. */
final class Module {
    final MavenProject project;
    final MavenSession session;
    final List<String> log = new ArrayList<>();

    @SuppressWarnings({"deprecation", "JavaUtilDate"}) // Maven has no other way
    Module(Path root, String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.createDirectories(folder.resolve("src/test/java"));
        Model model = new Model();
        model.setArtifactId(name);
        model.setBuild(new Build());
        model.getBuild().setDirectory(folder.resolve("target").toString());
        project = new MavenProject(model);
        project.setFile(folder.resolve("pom.xml").toFile());
        project.addTestCompileSourceRoot(folder.resolve("src/test/java").toString());
        DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.setStartTime(new Date());
        request.setUserProperties(new Properties());
        request.setSystemProperties(new Properties());
        request.setMultiModuleProjectDirectory(root.toFile());
        session = new MavenSession(null, null, request, new DefaultMavenExecutionResult());
        session.setProjects(List.of(project));
    }

    Path folder() {
        return project.getBasedir().toPath();
    }

    Path target() {
        return folder().resolve("target");
    }

    /** Adds an execution with one element of configuration, none when it is empty. */
    Module with(String plugin, String goal, String element, String value) {
        PluginExecution execution = new PluginExecution();
        execution.setId("default-" + goal);
        execution.addGoal(goal);
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        if (!element.isEmpty()) {
            Xpp3Dom child = new Xpp3Dom(element);
            child.setValue(value);
            configuration.addChild(child);
        }
        execution.setConfiguration(configuration);
        Plugin added = new Plugin();
        added.setArtifactId(plugin);
        added.addExecution(execution);
        project.getBuild().addPlugin(added);
        return this;
    }

    /** As Surefire writes it, for a JVM with sqlite-jdbc that did not report. */
    void testResult(String name, boolean withAgent) throws IOException {
        testResult(name, withAgent, "/repo/sqlite-jdbc-3.54.1.0.jar:/repo/junit.jar");
    }

    void testResult(String name, boolean withAgent, String classPath) throws IOException {
        write(
                name,
                (withAgent ? "<property name=\"sqlite-leak.agent\" value=\"\"/>" : "")
                        + "<property name=\"surefire.test.class.path\" value=\""
                        + classPath
                        + "\"/><property name=\"sun.java.command\" value=\"/s/boot-9.jar a b\"/>");
    }

    /** Of the JVM of {@link AgentReports#clean}, which got the agent by hand. */
    void testResultOfReportedJvm(String name) throws IOException {
        write(
                name,
                "<property name=\"sun.java.command\" value=\"" + AgentReports.MAIN + " a b\"/>");
    }

    /** As another tool writes it, or Surefire without the properties. */
    void testResultOfUnknownJvm(String name) throws IOException {
        write(name, "");
    }

    /** As Surefire writes it when it is told to write no XML. */
    void plainResult(String name) throws IOException {
        plainFile(
                name + ".txt",
                "-".repeat(79)
                        + "\nTest set: "
                        + name
                        + '\n'
                        + "-".repeat(79)
                        + "\nTests run: 1, Failures: 0, Errors: 0, Skipped: 0\n");
    }

    /** Another file beside the results of the tests. */
    void plainFile(String name, String text) throws IOException {
        Path folder = Files.createDirectories(target().resolve("surefire-reports"));
        Files.writeString(folder.resolve(name), text);
    }

    /** An earlier build that gave the agent. */
    void prepared(Instant began) throws IOException {
        BuildNote.write(target(), PrepareAgentMojo.GOAL, began, false);
    }

    /** Makes it one of an earlier build. */
    void age(String name, Instant to) throws IOException {
        ageFile("TEST-" + name + ".xml", to);
    }

    void ageFile(String name, Instant to) throws IOException {
        Path file = target().resolve("surefire-reports").resolve(name);
        Files.setLastModifiedTime(file, FileTime.from(to));
    }

    private Path result(String name) {
        return target().resolve("surefire-reports").resolve("TEST-" + name + ".xml");
    }

    private void write(String name, String properties) throws IOException {
        Files.createDirectories(result(name).getParent());
        Files.writeString(
                result(name),
                "<testsuite name=\"x\"><properties>"
                        + properties
                        + "</properties><testcase name=\"a\"/></testsuite>");
    }

    Log log() {
        return new SystemStreamLog() {
            @Override
            public void info(CharSequence text) {
                log.add("INFO " + text);
            }

            @Override
            public void warn(CharSequence text) {
                log.add("WARN " + text);
            }

            @Override
            public void error(CharSequence text) {
                log.add("ERROR " + text);
            }
        };
    }
}
