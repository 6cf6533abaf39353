package io.github.sqliteleak.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Jars that a test makes. */
final class Jars {
    private Jars() {}

    /** The classes of one of the test's packages; left as it is when it is there. */
    static Path of(Path jar, String packageName) throws IOException {
        if (Files.exists(jar)) {
            return jar;
        }
        Path root = Build.programs();
        List<Path> classes;
        try (Stream<Path> files = Files.list(root.resolve(packageName.replace('.', '/')))) {
            classes = files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : classes) {
                String name = root.relativize(file).toString().replace('\\', '/');
                entries.putNextEntry(new JarEntry(name));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }

    /** An agent whose class is found on the class path. */
    static Path agent(Path jar, Class<?> agent) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), agent.getName());
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }
}
