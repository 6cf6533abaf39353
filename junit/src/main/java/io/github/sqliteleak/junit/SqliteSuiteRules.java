package io.github.sqliteleak.junit;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.AssertionFailedError;

/**
 * Rules for a whole suite: a test that opens a database file outside of a temp folder fails, and so
 * does one that opens a file that a test of another class has opened before. What is opened
 * read-only may be anywhere and be shared.
 *
 * <p>For all classes: the configuration parameter {@value #PARAMETER}{@code =true}. For one class:
 * {@code @ExtendWith(SqliteSuiteRules.class)}. Needs the sqlite-leak agent, like {@link
 * SqliteLeakCheck}. Folders beside {@code java.io.tmpdir} where databases may be are named by the
 * parameter {@value #FOLDERS}, separated as in a class path.
 */
public class SqliteSuiteRules extends ScopedTests implements AfterEachCallback, AfterAllCallback {
    /** Configuration parameter that puts the rules in force for each test class. */
    public static final String PARAMETER = "sqliteleak.suite-rules";

    /** Configuration parameter with more folders in which databases may be. */
    public static final String FOLDERS = "sqliteleak.suite-rules.folders";

    /**
     * Configuration parameter on databases in the temp folder that tests make by hand, neither by
     * {@link TestDatabase} nor in a {@code TempDir}: {@code allow}, which is the default, {@code
     * count}, which tells at the end of the run how many there are and whose, or {@code fail}.
     */
    public static final String FIXTURES = "sqliteleak.suite-rules.fixtures";

    /**
     * Whether this value of {@link #PARAMETER} puts the rules in force.
     *
     * @throws JUnitException when it is neither true nor false
     */
    static boolean isSet(@Nullable String value) {
        if (value == null || value.strip().equalsIgnoreCase("false")) {
            return false;
        }
        if (value.strip().equalsIgnoreCase("true")) {
            return true;
        }
        throw new JUnitException(PARAMETER + "=" + value + " is not known; allowed: true, false");
    }

    /** Whether the rules are in force for this test. */
    boolean areInForce(ExtensionContext context) {
        return true;
    }

    @Override
    final boolean needsAgent(ExtensionContext context) {
        return areInForce(context);
    }

    @Override
    final @Nullable Agent agent(ExtensionContext context) {
        return areInForce(context) ? Agent.required("SqliteSuiteRules", context) : null;
    }

    @Override
    final void scopeBegins(Agent agent, Object scope) {
        agent.record(scope);
    }

    @Override
    public final void afterEach(ExtensionContext context) {
        Agent agent = agent(context);
        Object scope = testScope(context);
        if (agent != null && scope != null) {
            check(agent.recorded(scope), context);
        }
    }

    @Override
    public final void afterAll(ExtensionContext context) {
        Agent agent = agent(context);
        if (agent != null) {
            check(agent.recorded(classScope(agent, context)), context);
        }
    }

    @Override
    final void dynamicTestEnded(Object scope, ExtensionContext context) {
        Agent agent = agent(context);
        if (agent != null) {
            check(agent.recorded(scope), context);
        }
    }

    private static void check(List<OpenedConnection> opened, ExtensionContext context) {
        if (opened.isEmpty()) {
            return;
        }
        AllowedFolders allowed =
                AllowedFolders.of(context.getConfigurationParameter(FOLDERS).orElse(null));
        SharedFiles shared =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(
                                SharedFiles.class, any -> new SharedFiles(), SharedFiles.class);
        Class<?> outermost = outermost(JudgedTest.classOf(context));
        Fixtures.Policy policy =
                Fixtures.Policy.of(context.getConfigurationParameter(FIXTURES).orElse(null));
        Fixtures fixtures =
                policy == Fixtures.Policy.ALLOW
                        ? null
                        : context.getRoot()
                                .getStore(NAMESPACE)
                                .getOrComputeIfAbsent(
                                        Fixtures.class, any -> new Fixtures(), Fixtures.class);
        List<String> broken = new ArrayList<>();
        for (OpenedConnection connection : opened) {
            String rule = brokenRule(connection, outermost, allowed, shared);
            if (rule != null && !broken.contains(rule)) {
                broken.add(rule);
            }
            if (fixtures != null && isHandMade(connection, outermost, fixtures)) {
                String byHand = handMade(connection);
                if (policy == Fixtures.Policy.FAIL && !broken.contains(byHand)) {
                    broken.add(byHand);
                }
            }
        }
        if (!broken.isEmpty()) {
            throw new AssertionFailedError("SqliteSuiteRules:\n" + String.join("\n", broken));
        }
    }

    private static boolean isHandMade(
            OpenedConnection connection, Class<?> testClass, Fixtures fixtures) {
        return connection.file() != null
                && !connection.readOnly()
                && fixtures.add(connection.file(), testClass);
    }

    private static String handMade(OpenedConnection connection) {
        return "  "
                + connection.database()
                + " is a fixture made by hand in the temp folder, opened at "
                + connection.openSite()
                + "\n    fix: use @TestDatabase or @TempDir";
    }

    private static @Nullable String brokenRule(
            OpenedConnection connection,
            Class<?> testClass,
            AllowedFolders allowed,
            SharedFiles shared) {
        if (connection.file() == null || connection.readOnly()) {
            return null;
        }
        if (!allowed.hold(connection.file())) {
            return "  "
                    + connection.database()
                    + " is outside of a temp folder, opened at "
                    + connection.openSite()
                    + "\n    fix: use @TestDatabase or @TempDir, or allow the folder by "
                    + FOLDERS;
        }
        String other = shared.firstOf(connection, testClass);
        if (other == null) {
            return null;
        }
        return "  "
                + connection.database()
                + " is shared with "
                + other
                + ", opened at "
                + connection.openSite()
                + "\n    fix: a database for each class or test: @TestDatabase, or a unique name";
    }

    /** Around {@code Nested} classes; a static one stands for itself, wherever it is written. */
    private static Class<?> outermost(Class<?> type) {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null
                && !Modifier.isStatic(outermost.getModifiers())) {
            outermost = outermost.getEnclosingClass();
        }
        return outermost;
    }
}
