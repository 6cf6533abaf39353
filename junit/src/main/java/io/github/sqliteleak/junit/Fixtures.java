package io.github.sqliteleak.junit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.JUnitException;

/**
 * Databases in the temp folder that tests have made by hand, neither by {@link TestDatabase} nor in
 * a {@code TempDir}: a suite that has one fixture for all has none of these. Counted over the run,
 * and told at its end.
 */
final class Fixtures implements Store.CloseableResource, AutoCloseable {
    /** What one of them amounts to. */
    enum Policy {
        ALLOW,
        COUNT,
        FAIL;

        static Policy of(@Nullable String value) {
            return switch (value == null ? "allow" : value.strip().toLowerCase(Locale.ROOT)) {
                case "allow" -> ALLOW;
                case "count" -> COUNT;
                case "fail" -> FAIL;
                default ->
                        throw new JUnitException(
                                SqliteSuiteRules.FIXTURES
                                        + "="
                                        + value
                                        + " is not known; allowed: allow, count, fail");
            };
        }
    }

    private static final int MOST_NAMES = 20;

    private final Map<String, Set<Path>> byClass = new ConcurrentSkipListMap<>();

    /** Whether it is one; then it counts. */
    boolean add(Path file, Class<?> testClass) {
        if (!isHandMade(file)) {
            return false;
        }
        byClass.computeIfAbsent(testClass.getName(), any -> ConcurrentHashMap.newKeySet())
                .add(file);
        return true;
    }

    /** By the name of the folder in the temp folder: ours, and JUnit's own, are known. */
    private static boolean isHandMade(Path file) {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            temp = temp.toRealPath();
        } catch (IOException missing) {
            temp = temp.toAbsolutePath().normalize();
        }
        if (!file.startsWith(temp) || file.equals(temp)) {
            return false;
        }
        Path within = temp.relativize(file);
        String folder = within.getNameCount() > 1 ? within.getName(0).toString() : "";
        return !folder.startsWith("sqlite-test-") && !folder.startsWith("junit");
    }

    /** At the end of the run. */
    @Override
    public void close() {
        if (byClass.isEmpty()) {
            return;
        }
        int files = byClass.values().stream().mapToInt(Set::size).sum();
        StringBuilder text = new StringBuilder("sqlite-leak-junit: ");
        text.append(files).append(files == 1 ? " database" : " databases");
        text.append(" of ").append(byClass.size());
        text.append(byClass.size() == 1 ? " test class" : " test classes");
        text.append(" made by hand in the temp folder: ");
        int named = 0;
        for (Map.Entry<String, Set<Path>> each : byClass.entrySet()) {
            if (named == MOST_NAMES) {
                text.append(", …");
                break;
            }
            text.append(named++ == 0 ? "" : ", ").append(each.getKey());
            text.append(" (").append(each.getValue().size()).append(')');
        }
        System.err.println(text);
    }
}
