package io.github.sqliteleak.it;

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
import org.junit.jupiter.params.provider.Arguments;

/**
 * The JDKs of this machine, 17 and later, one of each feature release: the running one, those of
 * the environment variable {@value #VARIABLE} (homes, separated as in {@code PATH}), and those in
 * the usual folders.
 */
final class Jdks {
    static final String VARIABLE = "SQLITE_LEAK_JDKS";

    private static final int OLDEST = 17;
    private static final List<Jdk> FOUND = find();

    private Jdks() {}

    /** Oldest first, never empty. */
    static List<Jdk> all() {
        return FOUND;
    }

    /** The one that runs this test. */
    static Jdk running() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /** Each value on the running JDK, and on each other JDK the last one. */
    static Stream<Arguments> with(List<String> values) {
        List<Arguments> pairs = new ArrayList<>();
        for (String value : values) {
            pairs.add(Arguments.of(running(), value));
        }
        for (Jdk jdk : FOUND) {
            if (jdk.feature() != running().feature()) {
                pairs.add(Arguments.of(jdk, values.get(values.size() - 1)));
            }
        }
        return pairs.stream();
    }

    private static List<Jdk> find() {
        Map<Integer, Jdk> found = new TreeMap<>();
        found.put(running().feature(), running());
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
        for (String home :
                System.getenv().getOrDefault(VARIABLE, "").split(File.pathSeparator, -1)) {
            homes.add(Path.of(home));
        }
        String user = System.getProperty("user.home");
        homes.addAll(children(Path.of("/usr/lib/jvm")));
        homes.addAll(children(Path.of(user, ".sdkman", "candidates", "java")));
        homes.addAll(children(Path.of(user, ".jdks")));
        for (Path bundle : children(Path.of("/Library/Java/JavaVirtualMachines"))) {
            homes.add(bundle.resolve("Contents/Home"));
        }
        return homes;
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file {@code release} of a JDK says; 0 where there is none. */
    private static int feature(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(new Jdk(0, home).java()) || !Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        // Up to 8 it was 1.8.
        return version.startsWith("1.") ? 8 : Runtime.Version.parse(version).feature();
    }
}
