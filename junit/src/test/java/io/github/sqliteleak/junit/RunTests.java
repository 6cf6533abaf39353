package io.github.sqliteleak.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The main class of a JVM that runs test classes through the launcher, as build tools do, and
 * prints what became of them. Configuration parameters come as system properties.
 */
public final class RunTests {
    private final TreeMap<String, String> failures = new TreeMap<>();
    private int tests;

    private RunTests() {}

    /** Each argument is a test class; one that begins with {@code load:} a class to load before. */
    public static void main(String[] args) throws ReflectiveOperationException {
        RunTests run = new RunTests();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (String arg : args) {
            if (arg.startsWith("load:")) {
                Class.forName(arg.substring("load:".length()));
            } else {
                request.selectors(selectClass(arg));
            }
        }
        LauncherFactory.create().execute(request.build(), run.new Listener());
        PrintWriter out =
                new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
        run.failures.forEach((name, text) -> out.println("FAILED " + name + ": " + text));
        out.println(run.tests + " tests, " + run.failures.size() + " failed");
        System.exit(0);
    }

    private final class Listener implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            synchronized (RunTests.this) {
                tests += test.isTest() ? 1 : 0;
                result.getThrowable().ifPresent(failure -> failures.put(name(test), text(failure)));
            }
        }
    }

    private static String name(TestIdentifier test) {
        return test.getDisplayName();
    }

    private static String text(Throwable failure) {
        return System.getProperty("stacks") == null
                ? String.valueOf(failure.getMessage())
                : stack(failure);
    }

    private static String stack(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
