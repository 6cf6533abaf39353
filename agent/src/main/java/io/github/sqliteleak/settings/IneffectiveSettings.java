package io.github.sqliteleak.settings;

import io.github.sqliteleak.system.AgentThread;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Settings that were found ineffective, each kind once for each database, and printed at once. They
 * are found under monitors of the driver, where nothing may be waited for, so another thread
 * prints.
 */
final class IneffectiveSettings {
    private static final int MOST = 200;

    private final Consumer<String> printer;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Queue<IneffectiveSetting> found = new ConcurrentLinkedQueue<>();
    private final Queue<Supplier<String>> lines = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean printing = new AtomicBoolean();

    IneffectiveSettings(Consumer<String> printer) {
        this.printer = printer;
    }

    /** Whether this kind needs no more looking into for this database. */
    boolean isKnown(String database, IneffectiveSetting.Kind kind) {
        return known.size() >= MOST || known.contains(key(database, kind));
    }

    void add(IneffectiveSetting setting) {
        if (known.size() < MOST && known.add(key(setting.database(), setting.setting()))) {
            found.add(setting);
            print(setting::line);
        }
    }

    /** Prints a line in the thread that prints for this class. */
    void print(Supplier<String> line) {
        lines.add(line);
        if (printing.compareAndSet(false, true)) {
            start();
        }
    }

    private void start() {
        boolean started = false;
        try {
            AgentThread.of("settings", this::printAndLeave).start();
            started = true;
        } finally {
            if (!started) {
                printing.set(false);
            }
        }
    }

    private void printAndLeave() {
        do {
            print();
            printing.set(false);
            // What was added between the last look and this line has started no thread.
        } while (!lines.isEmpty() && printing.compareAndSet(false, true));
    }

    /** Prints what has not been printed yet, in this thread. */
    void print() {
        Supplier<String> line;
        while ((line = lines.poll()) != null) {
            printer.accept(line.get());
        }
    }

    List<IneffectiveSetting> all() {
        return List.copyOf(found);
    }

    private static String key(String database, IneffectiveSetting.Kind kind) {
        return kind.json() + ' ' + database;
    }
}
