package io.github.sqliteleak.junit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.opentest4j.TestAbortedException;

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
        return hasFailed(context)
                || context.getStore(NAMESPACE).get(new Failed(context.getUniqueId())) != null;
    }

    /** An assumption that does not hold is no failure. */
    private static boolean hasFailed(ExtensionContext context) {
        return context.getExecutionException()
                .filter(cause -> !(cause instanceof TestAbortedException))
                .isPresent();
    }

    private record End(ExtensionContext factory) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            if (hasFailed(factory)) {
                add(factory);
            }
        }
    }
}
