package io.github.sqliteleak.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What became of tests that were run from outside, by their display names. */
record Outcomes(Map<String, String> byName, Map<String, Throwable> failures) {
    static final String PASSED = "passed";

    static final String[] PARALLEL = {
        "junit.jupiter.execution.parallel.enabled", "true",
        "junit.jupiter.execution.parallel.mode.default", "concurrent",
        "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
        "junit.jupiter.execution.parallel.config.strategy", "fixed",
        "junit.jupiter.execution.parallel.config.fixed.parallelism", "8",
        "junit.jupiter.execution.parallel.config.fixed.max-pool-size", "8",
    };

    /** Runs these classes, one test after the other. */
    static Outcomes of(Class<?>... classes) {
        return of(new String[0], classes);
    }

    /** Runs these classes with configuration parameters: key, value, key, value. */
    static Outcomes of(String[] parameters, Class<?>... classes) {
        EngineTestKit.Builder builder =
                EngineTestKit.engine("junit-jupiter")
                        .selectors(
                                Stream.of(classes)
                                        .map(each -> (DiscoverySelector) selectClass(each))
                                        .toArray(DiscoverySelector[]::new));
        for (int i = 0; i < parameters.length; i += 2) {
            builder.configurationParameter(parameters[i], parameters[i + 1]);
        }
        Map<String, String> byName = new TreeMap<>();
        Map<String, Throwable> failures = new TreeMap<>();
        builder.execute()
                .allEvents()
                .finished()
                .list()
                .forEach(event -> add(event, byName, failures));
        return new Outcomes(byName, failures);
    }

    private static void add(
            Event event, Map<String, String> byName, Map<String, Throwable> failures) {
        TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
        String name = event.getTestDescriptor().getDisplayName();
        if (result.getStatus() == Status.FAILED || event.getTestDescriptor().isTest()) {
            Throwable failure = result.getThrowable().orElse(null);
            byName.put(name, failure == null ? PASSED : String.valueOf(failure.getMessage()));
            if (failure != null) {
                failures.put(name, failure);
            }
        }
    }

    String of(String name) {
        return byName.getOrDefault(name, "not run");
    }

    /** How many there are of each outcome. */
    Map<String, Long> counts() {
        return byName.values().stream()
                .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
    }
}
