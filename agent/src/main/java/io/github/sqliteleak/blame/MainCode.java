package io.github.sqliteleak.blame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The place that the JVM's main class is from. Its classes are the user's, unless libraries were
 * packed into the same jar: then those that share a package root with the main class are.
 *
 * @param place null when it is not known
 * @param packed the package root of the main class in a jar that has libraries in it; null for
 *     none, empty when it is not known
 */
record MainCode(@Nullable String place, @Nullable String packed) {
    /** Stands for all libraries: without it there would be nothing to report. */
    private static final String DRIVER = "org.sqlite.core.DB";

    /**
     * Finds it.
     *
     * @param main name of the main class with or without its module, or path of the main jar
     */
    static MainCode find(Class<?>[] classes, @Nullable String main) {
        if (main == null) {
            return new MainCode(null, null);
        }
        Path jar = main.endsWith(".jar") ? absolute(main) : null;
        String mainClass = main.substring(main.lastIndexOf('/') + 1);
        String place = null;
        String driver = null;
        for (Class<?> type : classes) {
            String name = type.getName();
            if (name.equals(DRIVER)) {
                driver = CodePlace.of(type);
            } else if (jar == null && name.equals(mainClass)) {
                place = CodePlace.of(type);
            }
        }
        if (jar != null) {
            boolean packed = driver != null && jar.equals(CodePlace.file(driver));
            return new MainCode(jar.toString(), packed ? root(mainClass(jar)) : null);
        }
        boolean packed = place != null && place.equals(driver);
        return new MainCode(place, packed ? root(mainClass) : null);
    }

    /** Of a class of this place. */
    Whose whose(String className) {
        if (packed == null) {
            return Whose.OWN;
        }
        return PackageRoots.of(className).equals(packed) ? Whose.OWN : Whose.UNKNOWN;
    }

    boolean isHere(String ofPlace) {
        if (place == null) {
            return false;
        }
        if (ofPlace.equals(place)) {
            return true;
        }
        Path file = CodePlace.file(ofPlace);
        return file != null && file.toString().equals(place);
    }

    private static @Nullable Path absolute(String jar) {
        try {
            return Path.of(jar).toAbsolutePath().normalize();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static String root(@Nullable String className) {
        return className == null ? "" : PackageRoots.of(className);
    }

    private static @Nullable String mainClass(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException e) {
            return null;
        }
    }
}
