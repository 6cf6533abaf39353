package io.github.sqliteleak.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Makes classes that are loaded from folders and jars. */
final class CompiledCode {
    private final Path folder;
    private int compiled;

    CompiledCode(Path folder) {
        this.folder = folder;
    }

    /** A class of this name without members, from classes in this folder. */
    Class<?> inFolder(String className, String classes) throws IOException {
        return inFolder(className, classes, "");
    }

    Class<?> inFolder(String className, String classes, String members) throws IOException {
        Path to = Files.createDirectories(folder.resolve(classes));
        compile(className, members, to);
        return load(className, to);
    }

    Class<?> inJar(String className, String jar) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("jar" + compiled));
        compile(className, "", classes);
        Path file = folder.resolve(jar);
        Files.createDirectories(file.getParent());
        String name = className.replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry(name));
            Files.copy(classes.resolve(name), out);
        }
        return load(className, file);
    }

    private void compile(String className, String members, Path to) throws IOException {
        int dot = className.lastIndexOf('.');
        String simple = className.substring(dot + 1);
        Path sources = Files.createDirectories(folder.resolve("source" + ++compiled));
        Path source =
                Files.writeString(
                        sources.resolve(simple + ".java"),
                        (dot < 0 ? "" : "package " + className.substring(0, dot) + ";")
                                + "public class "
                                + simple
                                + " {"
                                + members
                                + "}");
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", to.toString(), source.toString());
        assertThat(status).isZero();
    }

    /** By a loader of its own, without initialising it. */
    private static Class<?> load(String className, Path from) throws IOException {
        URL[] urls = {from.toUri().toURL()};
        try {
            return Class.forName(className, false, new URLClassLoader(urls, null));
        } catch (ClassNotFoundException e) {
            throw new LinkageError(className, e);
        }
    }
}
