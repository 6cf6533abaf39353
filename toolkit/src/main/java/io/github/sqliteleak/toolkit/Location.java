package io.github.sqliteleak.toolkit;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where a database is, and how each connection to it is opened.
 *
 * @param file absolute; of a database in memory its name
 * @param base a {@code file:} URI without parameters
 * @param parameters of the URI, as in {@code vfs=unix-excl}; not those that the mode says
 * @param writable whether the URI allows to write
 * @param created whether a file is created that is not there
 */
record Location(
        Path file,
        String base,
        List<String> parameters,
        boolean inMemory,
        boolean writable,
        boolean created) {
    private static final Pattern MEMORY_NAME = Pattern.compile("[\\w.-]+");
    private static final String SCHEME = "file:";
    private static final String IN_MEMORY = "vfs=memdb";

    static Location of(Path file) {
        Path absolute = file.toAbsolutePath();
        return new Location(absolute, absolute.toUri().toString(), List.of(), false, true, true);
    }

    /**
     * In memory, for all connections of this JVM by its name.
     *
     * @throws IllegalArgumentException when the name is none
     */
    static Location inMemory(String name) {
        if (!MEMORY_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Not a name for a database in memory: \""
                            + name
                            + "\"; allowed: letters, digits, . - _");
        }
        return new Location(
                Path.of(name), SCHEME + "/" + name, List.of(IN_MEMORY), true, true, true);
    }

    /**
     * As SQLite reads it.
     *
     * @throws IllegalArgumentException when it is no {@code file:} URI, or asks for what does not
     *     go with one writer and many readers
     */
    static Location of(URI uri) {
        String text = uri.toString();
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException("Not a file: URI: " + uri);
        }
        String whole = text.substring(SCHEME.length()).replaceFirst("#.*", "");
        String[] parts = whole.split("\\?", 2);
        List<String> parameters = new ArrayList<>();
        boolean memory = false;
        boolean writable = true;
        boolean created = true;
        for (String parameter : parts.length < 2 ? new String[0] : parts[1].split("&", -1)) {
            switch (parameter.toLowerCase(Locale.ROOT)) {
                case "", "mode=rwc", "cache=private" -> {}
                case "mode=rw" -> created = false;
                case "mode=ro" -> writable = false;
                case "mode=memory", IN_MEMORY -> memory = true;
                case "cache=shared" ->
                        throw new IllegalArgumentException(
                                "cache=shared is not supported, since its locks are waited for by"
                                        + " nobody; leave it out: "
                                        + uri);
                default -> {
                    parameters.add(parameter);
                    writable &= !parameter.matches("immutable=(?:1|on|true|yes)");
                }
            }
        }
        String path = URLDecoder.decode(parts[0].replace("+", "%2B"), StandardCharsets.UTF_8);
        if (memory) {
            return inMemory(path.replaceFirst("^/+", ""));
        }
        Path file =
                Path.of(
                        path.replaceFirst("^//(?:localhost)?(?=/)", "")
                                .replaceFirst("^/(?=[A-Za-z]:)", ""));
        Path absolute = file.toAbsolutePath();
        return new Location(
                absolute,
                absolute.toUri().toString(),
                List.copyOf(parameters),
                false,
                writable,
                created && writable);
    }

    /** What tells it from all others of this JVM, whatever path leads to it. */
    Object id() {
        return inMemory ? base : OpenDatabases.id(file);
    }

    Connection open(Driver.Mode mode, Properties properties, String query) throws SQLException {
        StringBuilder url = new StringBuilder(base);
        String all = String.join("&", parameters);
        if (!all.isEmpty()) {
            url.append('?').append(all);
        }
        if (!query.isEmpty()) {
            url.append(all.isEmpty() ? "?" : "&").append(query, 1, query.length());
        }
        Driver.Mode allowed =
                mode == Driver.Mode.READ_WRITE_CREATE && !created ? Driver.Mode.READ_WRITE : mode;
        return Driver.open(url.toString(), allowed, properties);
    }
}
