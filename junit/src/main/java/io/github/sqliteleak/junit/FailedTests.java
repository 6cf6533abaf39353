package io.github.sqliteleak.junit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** Which classes and test factories had a failed test in them. */
final class FailedTests {
    private static final Namespace NAMESPACE = Namespace.create(FailedTests.class);

    /** Stores show what those around them hold, so the key is of one context. */
    private record Failed(String uniqueId) {}

    private FailedTests() {}

    /** Remembers it for all that is around the test, the whole run excepted. */
    static void add(ExtensionContext test) {
        Optional<ExtensionContext> around = test.getParent();
        while (around.isPresent() && around.get().getParent().isPresent()) {
            ExtensionContext context = around.get();
            context.getStore(NAMESPACE).put(new Failed(context.getUniqueId()), true);
            around = context.getParent();
        }
    }

    /** A factory that fails while its stream is asked for tests is told to no watcher. */
    static void addIfItFails(ExtensionContext factory) {
        factory.getStore(NAMESPACE).put(FailedTests.class, new End(factory));
    }

    static boolean isIn(ExtensionContext context) {
        return context.getExecutionException().isPresent()
                || context.getStore(NAMESPACE).get(new Failed(context.getUniqueId())) != null;
    }

    private record End(ExtensionContext factory) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            if (factory.getExecutionException().isPresent()) {
                add(factory);
            }
        }
    }
}
