package io.github.sqliteleak.junit;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Judges each test when it has ended. */
final class SqliteLeakCheckExtension extends ScopedTests
        implements AfterEachCallback, AfterAllCallback, ParameterResolver {
    static {
        // To this project's own toolkit: a reader that it keeps open would be a leak of the test.
        System.setProperty("sqliteleak.leak-check.running", "true");
    }

    @Override
    Agent agent(ExtensionContext context) {
        return Agent.required("@SqliteLeakCheck", context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Object scope = testScope(context);
        if (scope != null) {
            judge(scope, context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Agent agent = agent(context);
        Object scope = classScope(agent, context);
        for (Object ofNoTest : constructed(context)) {
            agent.adopt(ofNoTest, scope);
        }
        judge(scope, context);
    }

    @Override
    void dynamicTestEnded(Object scope, ExtensionContext context) {
        judge(scope, context);
    }

    private void judge(Object scope, ExtensionContext context) {
        // Asked again: a driver that cannot be followed may have been loaded meanwhile.
        Agent agent = agent(context);
        SqliteLeakCheck check = annotation(context);
        Verdict verdict =
                agent.judge(
                        scope,
                        JudgedTest.of(context),
                        List.of(check.ignore()),
                        Company.of(context));
        if (verdict.unsure() != null) {
            Notice.say(context, verdict.unsure());
        }
        if (verdict.text() == null) {
            return;
        }
        switch (check.policy()) {
            case FAIL -> throw verdict.failure();
            case WARN -> Notice.say(context, verdict.text());
            case CLOSE -> {}
        }
    }

    /** Of the test method, else of the nearest class around it. */
    private static SqliteLeakCheck annotation(ExtensionContext context) {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            Optional<SqliteLeakCheck> check =
                    at.get()
                            .getElement()
                            .flatMap(
                                    element ->
                                            AnnotationSupport.findAnnotation(
                                                    element, SqliteLeakCheck.class));
            if (check.isPresent()) {
                return check.get();
            }
            at = at.get().getParent();
        }
        return AnnotationSupport.findAnnotation(Defaults.class, SqliteLeakCheck.class)
                .orElseThrow();
    }

    /** For an extension that was registered without its annotation. */
    @SqliteLeakCheck
    private static final class Defaults {}

    @Override
    void constructs(Object scope, List<Object> arguments) {
        for (Object argument : arguments) {
            if (argument instanceof SqliteConnections connections) {
                connections.belongTo(scope);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SqliteConnections.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Agent agent = agent(context);
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
