package io.github.sqliteleak.agent;

import io.github.sqliteleak.held.HeldText;
import io.github.sqliteleak.held.HeldWarning;
import io.github.sqliteleak.held.HeldWatch;
import io.github.sqliteleak.registry.ConnectionRegistry;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Warnings of connections that are held for long, once the options have a limit. */
final class HeldWarnings {
    private final ConnectionRegistry registry;
    private final Consumer<HeldWarning> printer;
    private @Nullable HeldWatch watch;

    HeldWarnings(ConnectionRegistry registry, Consumer<HeldWarning> printer) {
        this.registry = registry;
        this.printer = printer;
    }

    /**
     * The watch, with the limit of these options. It begins with the first options that have a
     * limit; null until then.
     */
    @Nullable HeldWatch follow(AgentOptions options) {
        Duration limit = options.heldWarning();
        if (watch != null) {
            watch.limit(limit);
        } else if (limit != null) {
            watch = new HeldWatch(registry, limit, new HeldText(options.stackDepth()), printer);
            watch.start();
        }
        return watch;
    }
}
