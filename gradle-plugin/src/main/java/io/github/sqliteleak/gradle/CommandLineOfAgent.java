package io.github.sqliteleak.gradle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.gradle.api.GradleException;

/**
 * A verb of the agent's command line, done by the jar that the tests had.
 *
 * @param status 0 clean, 1 leaks, 2 wrong use, 3 no data or incomplete data
 * @param results what it wrote to standard output
 * @param words what it wrote to standard error
 */
record CommandLineOfAgent(int status, String results, String words) {
    static final int CLEAN = 0;
    static final int LEAKS = 1;
    static final int WRONG_USE = 2;

    static CommandLineOfAgent run(File jar, Path workingDirectory, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        URL[] urls = {url(jar)};
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            // The template engine looks for its templates there.
            thread.setContextClassLoader(loader);
            Object status =
                    loader.loadClass("io.github.sqliteleak.cli.Main")
                            .getMethod(
                                    "run",
                                    PrintStream.class,
                                    PrintStream.class,
                                    Path.class,
                                    String[].class)
                            .invoke(
                                    null,
                                    new PrintStream(out, true, UTF_8),
                                    new PrintStream(err, true, UTF_8),
                                    workingDirectory,
                                    arguments.toArray(new String[0]));
            return new CommandLineOfAgent(
                    (Integer) status, out.toString(UTF_8), err.toString(UTF_8));
        } catch (IOException | ReflectiveOperationException e) {
            throw new GradleException("cannot run the command line in " + jar + ": " + e, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(File jar) {
        try {
            return jar.toURI().toURL();
        } catch (IOException e) {
            throw new GradleException("cannot use " + jar + ": " + e, e);
        }
    }

    /** The first line, which is the verdict, without the name of the tool. */
    String headline() {
        String line = results.lines().findFirst().orElse("");
        return line.substring(line.indexOf(": ") < 0 ? 0 : line.indexOf(": ") + 2);
    }

    /** The line behind the one that only says that data is incomplete. */
    String detail() {
        List<String> lines = words.lines().map(String::strip).toList();
        return lines.size() > 1 ? lines.get(1) : String.join("", lines);
    }
}
