package io.github.sqliteleak.agent;

import io.github.sqliteleak.exit.ShutdownHooks;
import io.github.sqliteleak.system.Sealed;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.function.Consumer;

/** The application's shutdown hooks, which are waited for at exit. */
final class CapturedHooks {
    private CapturedHooks() {}

    /**
     * Those that the JVM has now. Throws {@link IllegalStateException} when the JVM is shutting
     * down.
     */
    static ShutdownHooks of(Sealed<Instrumentation> instrumentation, Consumer<String> line) {
        try {
            return ShutdownHooks.capture(instrumentation);
        } catch (IllegalStateException e) {
            throw e;
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            line.accept(
                    "cannot see the application's shutdown hooks, so they are not waited for: "
                            + e);
            return ShutdownHooks.of(Map.of());
        }
    }
}
