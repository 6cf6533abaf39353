package io.github.sqliteleak.blame;

import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where classes were loaded from, as text, and whose they are by that alone. */
final class CodePlace {
    /**
     * {@code jar:file:/app.jar!/BOOT-INF/classes!/}, {@code file:/webapps/app/WEB-INF/classes/}.
     */
    private static final Pattern CLASSES_IN_ARCHIVE = Pattern.compile("(BOOT|WEB)-INF/classes");

    private static final Pattern LIBRARY_IN_ARCHIVE = Pattern.compile("(BOOT|WEB)-INF/lib/");
    private static final Pattern ARCHIVE = Pattern.compile("\\.(jar|war|ear|zip|rar|aar)$");

    private CodePlace() {}

    /**
     * Of a class; null when it has none, as one that was made up at run time. Asks the URL for its
     * parts only: all else may run code of the application's.
     */
    static @Nullable String of(Class<?> type) {
        try {
            ProtectionDomain domain = type.getProtectionDomain();
            CodeSource source = domain == null ? null : domain.getCodeSource();
            URL url = source == null ? null : source.getLocation();
            return url == null ? null : url.getProtocol() + ':' + url.getPath();
        } catch (RuntimeException e) {
            // A security manager forbids it.
            return null;
        }
    }

    /** The folder or the outermost archive, as the file system has it; null for none. */
    static @Nullable String path(Class<?> type) {
        String place = of(type);
        if (place == null) {
            return null;
        }
        String inside = place.replaceFirst("^(jar:|nested:)+(file:)?", "file:");
        int end = inside.indexOf("!/");
        Path path = file(end < 0 ? inside : inside.substring(0, end));
        return path == null ? null : path.toString();
    }

    /**
     * Whose the classes of this place are. Looks at the file system where the text is not enough.
     */
    static Whose whose(String place) {
        if (CLASSES_IN_ARCHIVE.matcher(place).find()) {
            return Whose.OWN;
        }
        if (LIBRARY_IN_ARCHIVE.matcher(place).find()) {
            return Whose.LIBRARY;
        }
        Path file = file(place);
        if (isArchive(place)) {
            return file != null && isBuiltHere(file) ? Whose.OWN : Whose.LIBRARY;
        }
        return file != null && Files.isDirectory(file) ? Whose.OWN : Whose.UNKNOWN;
    }

    /** Whether this is a folder of classes. */
    static boolean isFolder(String place) {
        Path file = isArchive(place) ? null : file(place);
        return file != null && Files.isDirectory(file);
    }

    /** Null when it is no file of this machine, or a part of one. */
    static @Nullable Path file(String place) {
        if (!place.startsWith("file:")) {
            return null;
        }
        try {
            return Path.of(URI.create(place.replace(" ", "%20")));
        } catch (IllegalArgumentException e) {
            return plainFile(place.substring("file:".length()));
        }
    }

    private static @Nullable Path plainFile(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static boolean isArchive(String place) {
        String path = place.endsWith("!/") ? place.substring(0, place.length() - 2) : place;
        return ARCHIVE.matcher(path.toLowerCase(Locale.ROOT)).find();
    }

    /**
     * A jar that stands beside the folder that it was made of: another module of the same build,
     * whose classes come from that folder in an earlier phase.
     */
    private static boolean isBuiltHere(Path jar) {
        Path folder = jar.getParent();
        if (folder == null || folder.getFileName() == null) {
            return false;
        }
        String name = folder.getFileName().toString();
        return (name.equals("target") && Files.isDirectory(folder.resolve("classes")))
                || (name.equals("libs") && Files.isDirectory(folder.resolveSibling("classes")));
    }
}
