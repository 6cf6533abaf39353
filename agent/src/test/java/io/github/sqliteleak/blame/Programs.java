package io.github.sqliteleak.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/**
 * Small programs, compiled and run: each ends at a JDBC URL that no driver knows, with the stack
 * that an opening would have had.
 */
final class Programs {
    private final Path folder;
    private final List<Path> classPath = new ArrayList<>();
    private final List<URL> places = new ArrayList<>();
    private int compiled;

    Programs(Path folder) {
        this.folder = folder;
    }

    /** The user's own code. */
    Programs own(String source, String... options) throws IOException {
        Path classes = compile(source, options);
        classPath.add(classes);
        places.add(classes.toUri().toURL());
        return this;
    }

    Programs library(String source) throws IOException {
        Path classes = compile(source);
        Path jar = folder.resolve("library" + compiled + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        classPath.add(jar);
        places.add(jar.toUri().toURL());
        return this;
    }

    /** The site of what {@code app.Main.NAME()} opens. */
    Site site(String name) throws Exception {
        return site(name, List.of());
    }

    Site site(String name, List<String> own) throws Exception {
        URLClassLoader loader =
                new URLClassLoader(
                        places.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        Class<?> main = loader.loadClass("app.Main");
        try {
            main.getMethod(name).invoke(null);
        } catch (InvocationTargetException e) {
            return new Blame(() -> loaded(loader, e.getCause()), null, own)
                    .site(CallStack.of(stack(e.getCause()), 1_024), System.nanoTime());
        }
        throw new AssertionError(name + " opened nothing");
    }

    private static StackTraceElement[] stack(Throwable thrown) {
        Throwable first = thrown;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        assertThat(first).isInstanceOf(SQLException.class);
        return first.getStackTrace();
    }

    private static Class<?>[] loaded(ClassLoader loader, Throwable thrown) {
        List<Class<?>> classes = new ArrayList<>();
        for (StackTraceElement frame : stack(thrown)) {
            try {
                Class<?> type = Class.forName(frame.getClassName(), false, loader);
                if (type.getClassLoader() == loader) {
                    classes.add(type);
                }
            } catch (ClassNotFoundException e) {
                // A frame of the test's.
            }
        }
        return classes.toArray(new Class<?>[0]);
    }

    private Path compile(String source, String... options) throws IOException {
        Path to = Files.createDirectories(folder.resolve("classes" + ++compiled));
        Path sources = Files.createDirectories(folder.resolve("sources" + compiled));
        Path file = Files.writeString(sources.resolve("Main.java"), source);
        StringBuilder path = new StringBuilder();
        classPath.forEach(place -> path.append(place).append(java.io.File.pathSeparator));
        List<String> arguments =
                new ArrayList<>(List.of("-d", to.toString(), "-cp", path.append(to).toString()));
        arguments.addAll(Arrays.asList(options));
        arguments.add(file.toString());
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(new String[0]));
        assertThat(status).isZero();
        return to;
    }
}
