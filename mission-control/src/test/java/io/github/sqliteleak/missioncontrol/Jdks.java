package io.github.sqliteleak.missioncontrol;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The JDKs of this machine, 17 and later, one of each feature release: the running one, those of
 * the environment variable {@code SQLITE_LEAK_JDKS}, and those in the usual folder of Linux.
 */
final class Jdks {
    private static final int OLDEST = 17;

    private Jdks() {}

    /** A JDK, by its feature release. */
    record Jdk(int feature, Path home) {
        Path tool(String name) {
            return home.resolve("bin").resolve(name);
        }

        @Override
        public String toString() {
            return "JDK " + feature;
        }
    }

    static List<Jdk> all() {
        Map<Integer, Jdk> found = new TreeMap<>();
        Path running = Path.of(System.getProperty("java.home"));
        found.put(Runtime.version().feature(), new Jdk(Runtime.version().feature(), running));
        for (Path home : candidates()) {
            int feature = feature(home);
            if (feature >= OLDEST) {
                found.putIfAbsent(feature, new Jdk(feature, home));
            }
        }
        return List.copyOf(found.values());
    }

    private static List<Path> candidates() {
        List<Path> homes = new ArrayList<>();
        String given = System.getenv().getOrDefault("SQLITE_LEAK_JDKS", "");
        for (String home : given.split(File.pathSeparator, -1)) {
            homes.add(Path.of(home));
        }
        Path usual = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(usual)) {
            try (Stream<Path> children = Files.list(usual)) {
                homes.addAll(children.sorted().toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return homes;
    }

    private static int feature(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/jfr"))) {
            return 0;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        return version.startsWith("1.") ? 8 : Runtime.Version.parse(version).feature();
    }
}
