package io.github.sqliteleak.it.app;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests as build tools do. Arguments: {@code together} or {@code one-by-one}, {@code return},
 * {@code halt} or {@code linger}, and the classes. Says how many tests ran, and what failed.
 */
public final class SuiteRunner {
    private SuiteRunner() {}

    public static void main(String... args) {
        List<DiscoverySelector> classes = new ArrayList<>();
        for (String name : List.of(args).subList(2, args.length)) {
            classes.add(DiscoverySelectors.selectClass(name));
        }
        if (args[0].equals("together")) {
            execute(classes);
        } else {
            classes.forEach(type -> execute(List.of(type)));
        }
        if (args[1].equals("linger")) {
            Db.say("tests have ended");
            Db.hear();
        }
        if (args[1].equals("halt")) {
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    static void execute(List<DiscoverySelector> classes) {
        Launcher launcher = LauncherFactory.create();
        Outcome outcome = new Outcome();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request().selectors(classes).build(), outcome);
        Db.say(outcome.tests + " tests");
    }

    private static final class Outcome implements TestExecutionListener {
        private int tests;

        @Override
        public synchronized void executionFinished(
                TestIdentifier identifier, TestExecutionResult result) {
            tests += identifier.isTest() ? 1 : 0;
            if (result.getStatus() != Status.SUCCESSFUL) {
                Db.say(identifier.getDisplayName() + " failed: " + result);
            }
        }
    }
}
