package io.github.sqliteleak.it;

import java.nio.file.Path;

/**
 * A JDK on this machine.
 *
 * @param feature its feature release, such as 17
 */
record Jdk(int feature, Path home) {
    Path java() {
        return home.resolve("bin").resolve(windows() ? "java.exe" : "java");
    }

    static boolean windows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
