package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.driver.DriverSettings;
import io.github.sqliteleak.glob.Nearest;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Foreign;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Settings in a URL or in properties whose names the driver does not know. Of a URL it takes out
 * those that it knows; the rest stays in the name of the file, or in the parameters of a {@code
 * file:} URI.
 */
final class UnknownKeys {
    /** The end of what is the case where the URL had such a key. */
    static final String IN_THE_NAME = "but in the name of the file";

    /** With so many, the properties are somebody's whole configuration. */
    private static final int MOST = 8;

    /** Given to any driver by {@code DriverManager}, pools and frameworks. */
    private static final Set<String> OF_ANY_DRIVER =
            Set.of("user", "username", "password", "url", "driver", "driverClassName");

    /**
     * Of SQLite's own URIs, of {@code memdb}, and of SQLite builds that encrypt.
     *
     * @see <a href="https://www.sqlite.org/uri.html">Uniform Resource Identifiers in SQLite</a>
     */
    private static final Set<String> OF_URI =
            Set.of(
                    ("vfs mode cache psow nolock immutable modeof readonly_shm cipher key hexkey textkey"
                                    + " legacy legacy_page_size kdf_iter fast_kdf_iter"
                                    + " kdf_algorithm hmac_algorithm hmac_use hmac_pgno"
                                    + " hmac_salt_mask plaintext_header_size")
                            .split(" "));

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;
    private volatile WeakReference<Class<?>> asked = new WeakReference<>(null);
    private volatile Set<String> known = Set.of();

    UnknownKeys(ConnectionRegistry registry, int stackDepth, IneffectiveSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
    }

    void opened(TrackedConnection connection, @Nullable Object properties) {
        boolean inUrl = connection.file().indexOf('?') >= 0;
        List<String> given = properties instanceof Properties all ? Foreign.names(all) : List.of();
        if (!inUrl && given.isEmpty()) {
            return;
        }
        Set<String> names = known(connection);
        List<String> unknown = new ArrayList<>();
        if (!names.isEmpty()) {
            addOfProperties(given, names, unknown);
        }
        boolean ofProperties = !unknown.isEmpty();
        if (inUrl && !names.isEmpty()) {
            addOfUrl(connection, names, unknown);
        }
        if (!unknown.isEmpty() && !registry.isExcluded(connection)) {
            add(connection, names, unknown, ofProperties);
        }
    }

    /** Empty when the driver cannot be asked. */
    private Set<String> known(TrackedConnection connection) {
        Object handle = connection.handle();
        if (handle == null) {
            return Set.of();
        }
        if (asked.get() != handle.getClass()) {
            try {
                known = DriverSettings.of(handle);
            } catch (ReflectiveOperationException | RuntimeException e) {
                known = Set.of();
            }
            asked = new WeakReference<>(handle.getClass());
        }
        return known;
    }

    private static void addOfProperties(
            List<String> given, Set<String> names, List<String> unknown) {
        List<String> found = new ArrayList<>();
        for (String name : given) {
            // One with a dot is for somebody else, who shares the properties with the driver.
            if (!names.contains(name)
                    && !OF_ANY_DRIVER.contains(name)
                    && (name.indexOf('.') < 0 || name.startsWith("jdbc."))) {
                found.add(name);
            }
        }
        if (found.size() <= MOST) {
            unknown.addAll(found);
        }
    }

    private static void addOfUrl(
            TrackedConnection connection, Set<String> names, List<String> unknown) {
        String file = connection.file();
        boolean uri = file.startsWith("file:");
        for (String parameter : file.substring(file.indexOf('?') + 1).split("[&#]", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            // A URI may have parameters that only its VFS or another SQLite knows.
            boolean isKnown =
                    uri ? OF_URI.contains(name) || meant(name, names) == null : equals < 0;
            if (!name.isEmpty() && !isKnown) {
                unknown.add(name);
            }
        }
    }

    private static @Nullable String meant(String name, Set<String> names) {
        String near = Nearest.misspelt(name, names);
        return near == null ? Nearest.misspelt(name, OF_URI) : near;
    }

    /** What is one; a parameter of URIs is one in the right place. */
    private static String instead(List<String> unknown, Set<String> names) {
        Set<String> meant = new TreeSet<>();
        Set<String> ofUri = new TreeSet<>();
        for (String name : unknown) {
            String near = meant(name, names);
            if (name.equals(near)) {
                ofUri.add(name);
            } else if (near != null) {
                meant.add(near);
            }
        }
        String other =
                meant.isEmpty()
                        ? ""
                        : " (" + String.join(", ", meant) + (meant.size() > 1 ? " are)" : " is)");
        return ofUri.isEmpty()
                ? other
                : other + " (file:PATH?" + String.join("=…&", ofUri) + "=… is SQLite's)";
    }

    private void add(
            TrackedConnection connection,
            Set<String> names,
            List<String> unknown,
            boolean ofProperties) {
        DatabaseFile database = connection.database();
        if (unmet.isKnown(database.display(), IneffectiveSetting.Kind.UNKNOWN_KEY)) {
            return;
        }
        boolean many = unknown.size() > 1;
        String instead = instead(unknown, names);
        String inName =
                ofProperties || connection.file().startsWith("file:") ? "" : " " + IN_THE_NAME;
        unmet.add(
                new IneffectiveSetting(
                        database.display(),
                        IneffectiveSetting.Kind.UNKNOWN_KEY,
                        '"' + String.join("\", \"", unknown) + '"',
                        (many ? "no settings" : "no setting")
                                + " of sqlite-jdbc"
                                + instead
                                + (many ? ", have no effect" : ", has no effect")
                                + inName,
                        CallStack.of(connection.opening(), stackDepth).site()));
    }
}
