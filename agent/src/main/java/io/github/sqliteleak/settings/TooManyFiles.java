package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Descriptors;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The end of the process's descriptors, of which SQLite says no more than SQLITE_CANTOPEN. Said
 * once for a process, with how many of them are SQLite's.
 */
final class TooManyFiles {
    /** The end of what is the case where SQLite has most of them. */
    static final String LEAKING = " open connections";

    private static final String[] BESIDE = {"-wal", "-shm", "-journal"};

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;
    private final AtomicBoolean said = new AtomicBoolean();

    TooManyFiles(ConnectionRegistry registry, int stackDepth, IneffectiveSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
    }

    /**
     * An opening or a statement has failed.
     *
     * @param code primary
     */
    void failed(String database, int code) {
        if (code != ResultCodes.CANTOPEN || said.get()) {
            return;
        }
        Descriptors descriptors = Descriptors.ofThisProcess();
        if (descriptors == null || !descriptors.areUsedUp() || !said.compareAndSet(false, true)) {
            return;
        }
        Set<String> databases = new HashSet<>();
        int connections = 0;
        for (TrackedConnection open : registry.open()) {
            if (open.closedNanos() == 0) {
                connections++;
                Path path = open.database().path();
                if (path != null) {
                    databases.add(path.toString());
                }
            }
        }
        int ofSqlite = 0;
        for (String file : descriptors.files()) {
            ofSqlite += isOfSqlite(file, databases) ? 1 : 0;
        }
        int all = descriptors.files().size();
        unmet.add(
                new IneffectiveSetting(
                        database,
                        IneffectiveSetting.Kind.OPEN_FILES,
                        "SQLITE_CANTOPEN",
                        "too many open files, "
                                + all
                                + " of at most "
                                + descriptors.limit()
                                + ", "
                                + ofSqlite
                                + (ofSqlite * 2 >= all
                                        ? " of them SQLite's, by " + connections + LEAKING
                                        : " of them SQLite's"),
                        CallStack.siteHere(stackDepth)));
    }

    private static boolean isOfSqlite(String file, Set<String> databases) {
        String name = withoutEnd(file, " (deleted)");
        if (databases.contains(name)) {
            return true;
        }
        for (String end : BESIDE) {
            if (name.endsWith(end) && databases.contains(withoutEnd(name, end))) {
                return true;
            }
        }
        return name.contains("/etilqs_");
    }

    private static String withoutEnd(String name, String end) {
        return name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
    }
}
