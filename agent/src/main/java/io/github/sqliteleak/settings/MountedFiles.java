package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.settings.IneffectiveSetting.Kind;
import io.github.sqliteleak.system.Mounts;
import io.github.sqliteleak.system.Mounts.Mount;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Databases on file systems that SQLite does not get along with. On one of a network, a database is
 * reported where it has a WAL, and where a statement has failed in a way that such a file system
 * explains: its locks cannot be relied on, and the memory that a WAL takes is not shared by
 * machines. On a read-only one it is reported where a statement has failed because of that.
 *
 * @see <a href="https://www.sqlite.org/useovernet.html">SQLite Over a Network</a>
 */
final class MountedFiles {
    private static final int MOST = 256;
    private static final Mount NONE = new Mount("", "/");

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;
    private final Function<Path, @Nullable Mount> mounts;
    private final Map<String, Mount> known = new ConcurrentHashMap<>();

    MountedFiles(
            ConnectionRegistry registry,
            int stackDepth,
            IneffectiveSettings unmet,
            Function<Path, @Nullable Mount> mounts) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
        this.mounts = mounts;
    }

    /** The constructor of a connection has returned. */
    void opened(TrackedConnection connection) {
        Mount mount = mount(connection);
        Path path = isShared(mount) ? connection.database().path() : null;
        if (path != null && DatabaseFiles.hasWal(path)) {
            add(connection, Kind.NETWORK, mount, "which is in WAL mode");
        }
    }

    /**
     * A statement has failed.
     *
     * @param code primary
     */
    void failed(TrackedConnection connection, int code) {
        String what =
                switch (code) {
                    case ResultCodes.IOERR -> "failed with SQLITE_IOERR";
                    case ResultCodes.CORRUPT -> "failed with SQLITE_CORRUPT";
                    case ResultCodes.PROTOCOL -> "failed with SQLITE_PROTOCOL";
                    case ResultCodes.BUSY -> "found it locked";
                    default -> null;
                };
        if (what != null) {
            Mount mount = mount(connection);
            if (isShared(mount)) {
                add(connection, Kind.NETWORK, mount, "where a statement " + what);
            }
        }
        if (code == ResultCodes.READ_ONLY || code == ResultCodes.CANTOPEN) {
            Mount mount = mount(connection);
            if (mount.readOnly()) {
                String name = code == ResultCodes.CANTOPEN ? "SQLITE_CANTOPEN" : "SQLITE_READONLY";
                add(
                        connection,
                        Kind.READ_ONLY_FILES,
                        mount,
                        "where a statement failed with " + name);
            }
        }
    }

    /** Whether it is on a file system that cannot be written. */
    boolean isReadOnly(TrackedConnection connection) {
        return mount(connection).readOnly();
    }

    /** The root of a machine or a container is its own, however it comes by it. */
    private static boolean isShared(Mount mount) {
        return mount.isNetwork() && !mount.mountPoint().equals("/");
    }

    private Mount mount(TrackedConnection connection) {
        String name = connection.file();
        Mount mount = known.get(name);
        if (mount == null) {
            Path path = connection.database().path();
            Mount found = path == null ? null : mounts.apply(path);
            mount = found == null ? NONE : found;
            if (known.size() < MOST) {
                known.put(name, mount);
            }
        }
        return mount;
    }

    private void add(TrackedConnection connection, Kind kind, Mount mount, String what) {
        DatabaseFile database = connection.database();
        if (!unmet.isKnown(database.display(), kind) && !registry.isExcluded(connection)) {
            unmet.add(
                    new IneffectiveSetting(
                            database.display(),
                            kind,
                            kind == Kind.NETWORK ? "a local disk" : "a file system to write on",
                            (kind == Kind.NETWORK
                                            ? "the file system "
                                            : "a read-only file system, ")
                                    + mount.type()
                                    + ", mounted at "
                                    + mount.mountPoint()
                                    + ", "
                                    + what,
                            CallStack.siteHere(stackDepth)));
        }
    }

    static Function<Path, @Nullable Mount> ofThisMachine() {
        return new OfThisMachine();
    }

    private static final class OfThisMachine implements Function<Path, @Nullable Mount> {
        @Override
        public @Nullable Mount apply(Path path) {
            return Mounts.of(path);
        }
    }
}
