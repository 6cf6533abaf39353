package io.github.sqliteleak.registry;

import io.github.sqliteleak.driver.OpenFlags;
import io.github.sqliteleak.secrets.Redaction;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The database behind the file name given to {@code sqlite3_open_v2}. Two names of one file
 * (relative, absolute, through a symbolic link, as a {@code file:} URI) give equal values. Looks at
 * directory entries only and opens nothing.
 *
 * @see <a href="https://www.sqlite.org/uri.html">Uniform Resource Identifiers in SQLite</a>
 */
public final class DatabaseFile {
    private final String given;
    private final String query;
    private final @Nullable Path path;
    private final String display;

    private DatabaseFile(String given, String query, @Nullable Path path, String display) {
        this.given = given;
        this.query = query;
        this.path = path;
        this.display = display;
    }

    /**
     * The database that opening this name leads to.
     *
     * @param file as given to the driver's {@code DB.open}
     * @param flags of {@code sqlite3_open_v2}
     */
    public static DatabaseFile of(String file, int flags) {
        return of(file, flags, true);
    }

    /**
     * As {@link #of}, by its name alone: no file system is asked, which may not answer. Links are
     * not followed, so that two names of a file are two values.
     */
    public static DatabaseFile asGiven(String file, int flags) {
        return of(file, flags, false);
    }

    private static DatabaseFile of(String file, int flags, boolean follow) {
        if (file.isEmpty()) {
            return new DatabaseFile(file, "", null, "(temporary, no name)");
        }
        boolean uri = file.startsWith("file:");
        int question = uri ? file.indexOf('?') : -1;
        String query = question < 0 ? "" : withoutFragment(file.substring(question + 1));
        if (file.equals(":memory:") || isMemory(query, file, flags)) {
            return new DatabaseFile(file, query, null, memoryName(file, query));
        }
        Path path = resolve(uri ? uriPath(file, question) : file, follow);
        return new DatabaseFile(
                file, query, path, Redaction.fileName(path == null ? file : path.toString()));
    }

    /** As given to the driver. */
    public String given() {
        return given;
    }

    /** Absolute real path; null for a database in memory or without a name. */
    public @Nullable Path path() {
        return path;
    }

    /** The absolute path, or how it is in memory. Holds no secrets. */
    public String display() {
        return display;
    }

    /** Value of a parameter of a {@code file:} URI, null when not given. */
    public @Nullable String parameter(String name) {
        int at = 0;
        while (at < query.length()) {
            int end = query.indexOf('&', at);
            end = end < 0 ? query.length() : end;
            if (query.startsWith(name + "=", at)) {
                return query.substring(at + name.length() + 1, end);
            }
            at = end + 1;
        }
        return null;
    }

    private static boolean isMemory(String query, String file, int flags) {
        return OpenFlags.isMemory(flags)
                || (file.startsWith("file:")
                        && (query.startsWith("mode=memory") || query.contains("&mode=memory")))
                || file.startsWith("file::memory:");
    }

    private static String memoryName(String file, String query) {
        if (!file.startsWith("file:")) {
            return Redaction.fileName(file);
        }
        int question = file.indexOf('?');
        String name = Redaction.fileName(question < 0 ? file : file.substring(0, question));
        boolean shared = query.contains("cache=shared");
        return name + "?mode=memory" + (shared ? "&cache=shared" : "");
    }

    private static String withoutFragment(String query) {
        int hash = query.indexOf('#');
        return hash < 0 ? query : query.substring(0, hash);
    }

    /** The path of a {@code file:} URI: authority dropped, percent escapes decoded. */
    private static String uriPath(String file, int question) {
        String path = file.substring("file:".length(), question < 0 ? file.length() : question);
        int hash = path.indexOf('#');
        path = hash < 0 ? path : path.substring(0, hash);
        if (path.startsWith("//")) {
            int slash = path.indexOf('/', 2);
            path = slash < 0 ? "" : path.substring(slash);
        }
        path = Percent.decode(path);
        boolean drive =
                path.length() > 2
                        && path.charAt(0) == '/'
                        && path.charAt(2) == ':'
                        && System.getProperty("os.name", "")
                                .toLowerCase(Locale.ROOT)
                                .startsWith("windows");
        return drive ? path.substring(1) : path;
    }

    private static @Nullable Path resolve(String name, boolean follow) {
        Path absolute;
        try {
            absolute = Path.of(name).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            return null;
        }
        if (!follow) {
            return absolute;
        }
        try {
            return absolute.toRealPath();
        } catch (IOException gone) {
            return resolveParent(absolute);
        }
    }

    private static Path resolveParent(Path absolute) {
        Path parent = absolute.getParent();
        Path name = absolute.getFileName();
        if (parent == null || name == null) {
            return absolute;
        }
        try {
            return parent.toRealPath().resolve(name);
        } catch (IOException alsoGone) {
            return absolute;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatabaseFile that && identity().equals(that.identity());
    }

    @Override
    public int hashCode() {
        return identity().hashCode();
    }

    private Object identity() {
        return path == null ? display : path;
    }

    @Override
    public String toString() {
        return display;
    }

    /**
     * Whether a connection to it cannot write.
     *
     * @param flags that the handle was opened with
     */
    public boolean isReadOnly(int flags) {
        return OpenFlags.isReadOnly(flags) || "ro".equals(parameter("mode"));
    }
}
