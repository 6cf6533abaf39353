package io.github.sqliteleak.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Class paths to run tests with, of jars that the build has put under {@code target}. */
final class Platforms {
    /** Of Jupiter: the oldest that is followed, the one of the build, the newest. */
    static final List<String> JUPITER = List.of("5.8.2", "5.14.4", "6.1.3");

    private static final Path FOLDER = Build.agentJar().resolveSibling("test-platforms");
    private static final String LATEST_5 = "5.14.4";

    private Platforms() {}

    static Path[] jupiter(String version) {
        List<Path> jars = platform(version);
        for (String part : List.of("api", "engine", "params")) {
            jars.add(jar("junit-jupiter-" + part + '-' + version));
        }
        return jars.toArray(Path[]::new);
    }

    static Path[] junit4() {
        return with("junit-vintage-engine-5.14.4", "junit-4.13.2", "hamcrest-core-1.3");
    }

    static Path[] testng() {
        return with("testng-engine-1.1.0", "testng-7.11.0", "jcommander-1.83");
    }

    static Path[] spock() {
        return with("spock-core-2.4-groovy-4.0", "groovy-4.0.31");
    }

    private static Path[] with(String... names) {
        List<Path> jars = platform(LATEST_5);
        for (String name : names) {
            jars.add(jar(name));
        }
        return jars.toArray(Path[]::new);
    }

    /** Up to 5.14 the platform's versions begin with 1. */
    private static List<Path> platform(String version) {
        String platform = version.startsWith("5") ? '1' + version.substring(1) : version;
        List<Path> jars = new ArrayList<>();
        for (String part : List.of("commons", "engine", "launcher")) {
            jars.add(jar("junit-platform-" + part + '-' + platform));
        }
        jars.add(jar("opentest4j-1.3.0"));
        return jars;
    }

    private static Path jar(String name) {
        return FOLDER.resolve(name + ".jar");
    }
}
