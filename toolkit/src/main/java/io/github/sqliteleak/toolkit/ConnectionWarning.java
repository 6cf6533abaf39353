package io.github.sqliteleak.toolkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Warns once each time that more connections are in use than there should be. */
final class ConnectionWarning {
    private final int limit;
    private final Consumer<List<OpenConnection>> listener;
    private final AtomicBoolean above = new AtomicBoolean();

    ConnectionWarning(int limit, Consumer<List<OpenConnection>> listener) {
        this.limit = limit;
        this.listener = listener;
    }

    void check(LeaseBook book) {
        if (book.size() <= limit) {
            above.set(false);
        } else if (above.compareAndSet(false, true)) {
            listener.accept(
                    book.all().stream().map(lease -> OpenConnection.of(lease, false)).toList());
        }
    }
}
