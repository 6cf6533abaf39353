package io.github.sqliteleak.junit;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An instance that was made for a test, with the scope that its constructor ran in. The test takes
 * the scope over when it begins.
 *
 * @param scopesOfClass scopes of instances for which no test has begun
 */
record ConstructedTest(Object instance, Object scope, Set<Object> scopesOfClass) {
    private static final ThreadLocal<@Nullable ConstructedTest> LATEST = new ThreadLocal<>();

    /** This instance was made last by the calling thread. */
    void keep() {
        LATEST.set(this);
    }

    static void forget() {
        LATEST.remove();
    }

    /** The instance made last, if it is the outer one of a nested class; null if it is not. */
    static @Nullable ConstructedTest around(List<Object> arguments) {
        ConstructedTest latest = LATEST.get();
        return latest != null && !arguments.isEmpty() && arguments.get(0) == latest.instance
                ? latest
                : null;
    }

    /** The scope of the test that begins; null if the instance made last is not of this test. */
    static @Nullable Object takeScope(ExtensionContext context) {
        ConstructedTest latest = LATEST.get();
        LATEST.remove();
        boolean own =
                latest != null
                        && context.getRequiredTestInstances().getAllInstances().stream()
                                .anyMatch(each -> each == latest.instance);
        if (latest == null || !own) {
            return null;
        }
        latest.scopesOfClass.remove(latest.scope);
        return latest.scope;
    }
}
