package io.github.sqliteleak.junit;

import io.github.sqliteleak.junit.SqliteLeakCheck.Policy;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * {@link SqliteLeakCheck} as an extension for {@code @RegisterExtension}, whose place among others
 * is chosen by {@code @Order}: what extensions of a higher order close in their {@code afterEach}
 * is closed before it judges. Also what the annotation and the configuration parameter {@value
 * #PARAMETER} put in force.
 *
 * <p>On a static field it judges classes, constructors and tests; on an instance field tests alone.
 */
public sealed class SqliteLeakCheckExtension extends ScopedTests
        implements AfterEachCallback, AfterAllCallback, ParameterResolver permits LeakCheckForAll {
    /**
     * Configuration parameter that puts the check in force for each test class: {@code true} or
     * {@code fail}, {@code warn}, {@code close}; the values are those of {@link Policy}.
     */
    public static final String PARAMETER = "sqliteleak.leak-check";

    /** Configuration parameter with what that check leaves alone, separated by semicolons. */
    public static final String IGNORE = "sqliteleak.leak-check.ignore";

    private static final String RUNNING = "sqliteleak.leak-check.running";

    private final @Nullable LeakCheckSettings own;

    /** With the settings of the annotation, or its defaults. */
    SqliteLeakCheckExtension() {
        this(null);
    }

    private SqliteLeakCheckExtension(@Nullable LeakCheckSettings own) {
        this.own = own;
    }

    /**
     * With this policy, whatever an annotation says.
     *
     * @param ignore as in {@link SqliteLeakCheck#ignore}
     */
    public static SqliteLeakCheckExtension with(Policy policy, String... ignore) {
        return new SqliteLeakCheckExtension(
                new LeakCheckSettings(
                        Objects.requireNonNull(policy),
                        List.of(ignore),
                        "SqliteLeakCheckExtension.with"));
    }

    /** Whether anything is to be judged here. */
    boolean isInForce(ExtensionContext context) {
        return true;
    }

    /** Null where it is not in force. */
    @Nullable LeakCheckSettings settings(ExtensionContext context) {
        return own == null
                ? LeakCheckSettings.ofAnnotation(context).orElse(LeakCheckSettings.DEFAULTS)
                : own;
    }

    @Override
    final boolean needsAgent(ExtensionContext context) {
        return isInForce(context);
    }

    @Override
    final @Nullable Agent agent(ExtensionContext context) {
        if (!isInForce(context)) {
            return null;
        }
        // To this project's own toolkit: a reader that it keeps open would be a leak of the test.
        System.setProperty(RUNNING, "true");
        return Agent.required("@SqliteLeakCheck", context);
    }

    @Override
    public final void afterEach(ExtensionContext context) {
        Object scope = testScope(context);
        if (scope != null) {
            judge(scope, context);
        }
    }

    @Override
    public final void afterAll(ExtensionContext context) {
        Agent agent = agent(context);
        if (agent == null) {
            return;
        }
        Object scope = classScope(agent, context);
        for (Object ofNoTest : constructed(context)) {
            agent.adopt(ofNoTest, scope);
        }
        judge(scope, context);
    }

    @Override
    final void dynamicTestEnded(Object scope, ExtensionContext context) {
        judge(scope, context);
    }

    private void judge(Object scope, ExtensionContext context) {
        // Asked again: a driver that cannot be followed may have been loaded meanwhile.
        Agent agent = agent(context);
        LeakCheckSettings check = settings(context);
        if (agent == null || check == null) {
            return;
        }
        JudgedTest test = JudgedTest.of(context);
        String origin =
                check.origin().isEmpty()
                        ? "@SqliteLeakCheck(ignore) of " + test.className()
                        : check.origin();
        Verdict verdict = agent.judge(scope, test, check.ignore(), origin, Company.of(context));
        if (verdict.unsure() != null) {
            Notice.to(context).say(verdict.unsure());
        }
        if (verdict.text() == null) {
            return;
        }
        switch (check.policy()) {
            case FAIL -> throw verdict.failure();
            case WARN -> Notice.to(context).say(verdict.text());
            case CLOSE -> {}
        }
    }

    @Override
    final void constructs(Object scope, List<Object> arguments) {
        for (Object argument : arguments) {
            if (argument instanceof SqliteConnections connections) {
                connections.belongTo(scope);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        // Where there is an annotation, too, its extension resolves it: two would be one too many.
        return parameter.getParameter().getType() == SqliteConnections.class
                && (own == null || LeakCheckSettings.ofAnnotation(context).isEmpty());
    }

    @Override
    public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Agent agent = Objects.requireNonNull(agent(context));
        if (parameter.getDeclaringExecutable() instanceof Constructor
                && context.getTestInstanceLifecycle().orElse(null) != Lifecycle.PER_CLASS) {
            // The scope of its test begins with the constructor: see constructs.
            return new SqliteConnections(agent, agent.scope(), JudgedTest.TEST);
        }
        Object scope = testScope(context);
        return new SqliteConnections(
                agent,
                scope == null ? classScope(agent, context) : scope,
                JudgedTest.of(context).opener());
    }
}
