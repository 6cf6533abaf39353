package io.github.sqliteleak.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Makes classes that are loaded from folders and jars. */
final class CompiledCode {
    private final Path folder;
    private int compiled;

    private final Map<String, byte[]> files = new HashMap<>();

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

    /**
     * A class of no known place, as a language defines that compiles its sources when it loads
     * them.
     *
     * @param source the resource that it was made of
     * @param place folder or jar of that resource; null for none
     */
    Class<?> atRunTime(String className, String source, @Nullable String place) throws Exception {
        return atRunTime(className, source, place, "");
    }

    /** As {@link #atRunTime(String, String, String)}, with members. */
    Class<?> atRunTime(String className, String source, @Nullable String place, String members)
            throws Exception {
        Path classes = Files.createDirectories(folder.resolve("run-time" + compiled));
        compile(className, members, classes);
        byte[] bytes = Files.readAllBytes(classes.resolve(className.replace('.', '/') + ".class"));
        files.put(className, bytes);
        URL[] urls = place == null ? new URL[0] : new URL[] {holding(source, place)};
        return new URLClassLoader(urls, null) {
            Class<?> define() {
                return defineClass(className, bytes, 0, bytes.length);
            }
        }.define();
    }

    /** The file of a class that was made at run time, which its loader does not have. */
    byte[] file(Class<?> type) {
        return files.get(type.getName());
    }

    private URL holding(String source, String place) throws IOException {
        Path at = folder.resolve(place);
        if (place.endsWith(".jar")) {
            Files.createDirectories(at.getParent());
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(at))) {
                out.putNextEntry(new ZipEntry(source));
            }
        } else {
            Files.createDirectories(at.resolve(source).getParent());
            Files.writeString(at.resolve(source), "");
        }
        return at.toUri().toURL();
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
