package io.github.sqliteleak.blame;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the files of classes, each once. A class that has none is not known. */
final class ClassFiles {
    private static final int MOST_BYTES = 4 << 20;

    /** Classes remembered, so that a JVM that goes on for long keeps no more. */
    private static final int REMEMBERED = 20_000;

    private final Map<String, Optional<ClassFacts>> known = new HashMap<>();

    /** Of a class that is loaded. */
    @Nullable ClassFacts of(Class<?> type) {
        String name = type.getName().replace('.', '/');
        return remembered(key(type.getClassLoader(), name), () -> read(type, name));
    }

    /** Of a class that a language has made of its source while the JVM ran. */
    @Nullable ClassFacts of(Class<?> type, LoadedCode code) {
        return remembered(
                "made " + key(type.getClassLoader(), type.getName()),
                () -> {
                    byte[] file = code.file(type);
                    return file == null ? null : ClassFileReader.read(file);
                });
    }

    /** Of the class that this loader would load, without loading it. */
    @Nullable ClassFacts of(@Nullable ClassLoader loader, String name) {
        return loader == null
                ? null
                : remembered(key(loader, name), () -> read(loader.getResourceAsStream(file(name))));
    }

    private static String key(@Nullable ClassLoader loader, String name) {
        return System.identityHashCode(loader) + "/" + name;
    }

    private @Nullable ClassFacts remembered(String key, Reading reading) {
        Optional<ClassFacts> facts = known.get(key);
        if (facts == null) {
            facts = Optional.ofNullable(orNull(reading));
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(key, facts);
        }
        return facts.orElse(null);
    }

    private interface Reading {
        @Nullable ClassFacts read() throws IOException;
    }

    private static @Nullable ClassFacts orNull(Reading reading) {
        try {
            return reading.read();
        } catch (Throwable t) {
            // The loader's code may throw anything, and the file may be of a later version.
            return null;
        }
    }

    /** By the file system where that is enough: a loader may run code of the application's. */
    private static @Nullable ClassFacts read(Class<?> type, String name) throws IOException {
        String place = CodePlace.of(type);
        if (place != null && CodePlace.isFolder(place)) {
            Path folder = CodePlace.file(place);
            Path file = folder == null ? null : folder.resolve(file(name));
            if (file != null && Files.isRegularFile(file)) {
                return read(Files.newInputStream(file));
            }
        }
        ClassLoader loader = type.getClassLoader();
        return loader == null ? null : read(loader.getResourceAsStream(file(name)));
    }

    private static @Nullable ClassFacts read(@Nullable InputStream bytes) throws IOException {
        if (bytes == null) {
            return null;
        }
        try (bytes) {
            byte[] all = bytes.readNBytes(MOST_BYTES);
            return all.length == MOST_BYTES ? null : ClassFileReader.read(all);
        }
    }

    private static String file(String name) {
        return name + ".class";
    }
}
