package io.github.sqliteleak.toolkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** The databases that are open in this JVM, and the one gate to the writer of each file. */
final class OpenDatabases {
    /** A gate, and how many databases stand behind it. */
    private static final class SharedGate {
        private final WriterGate gate;
        private int uses;

        private SharedGate(WriterGate gate) {
            this.gate = gate;
        }
    }

    // Not strongly: a database that was forgotten is not kept by this.
    private static final Set<SqliteDatabase> OPEN =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private static final Map<Object, SharedGate> GATES = new HashMap<>();

    private OpenDatabases() {}

    static void add(SqliteDatabase database) {
        OPEN.add(database);
    }

    static void remove(SqliteDatabase database) {
        OPEN.remove(database);
    }

    static List<SqliteDatabase> all() {
        synchronized (OPEN) {
            return List.copyOf(OPEN);
        }
    }

    /** The gate of a file that exists; to be given back with {@link #leaveGate}. */
    static WriterGate gate(Path file, Object id) {
        synchronized (GATES) {
            SharedGate shared =
                    GATES.computeIfAbsent(id, k -> new SharedGate(new WriterGate(file)));
            shared.uses++;
            return shared.gate;
        }
    }

    static void leaveGate(Object id) {
        synchronized (GATES) {
            SharedGate shared = GATES.get(id);
            if (shared != null && --shared.uses == 0) {
                GATES.remove(id);
            }
        }
    }

    /** What tells a file from all others, whatever path leads to it. */
    static Object id(Path file) {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? file.toRealPath() : key;
        } catch (IOException missing) {
            return file.toAbsolutePath().normalize();
        }
    }
}
