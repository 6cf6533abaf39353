package io.github.sqliteleak.demo;

import java.nio.file.Path;
import java.util.Arrays;

/** The scenes by the names they have on the command line. */
enum Scenes {
    TWO_WRITERS("two-writers"),
    PINNED_WAL("pinned-wal"),
    STALE_SNAPSHOT("stale-snapshot"),
    OTHER_PROCESS("other-process");

    private final String label;

    Scenes(String label) {
        this.label = label;
    }

    /** Throws {@link IllegalArgumentException} with one line that names those there are. */
    static Scenes named(String name) {
        for (Scenes scene : values()) {
            if (scene.label.equals(name)) {
                return scene;
            }
        }
        throw new IllegalArgumentException(
                "unknown scene " + name + ", allowed are " + String.join(", ", names()));
    }

    static String[] names() {
        return Arrays.stream(values()).map(scene -> scene.label).toArray(String[]::new);
    }

    /**
     * The scene on this database.
     *
     * @param clean as it should be
     */
    Scene on(Path database, boolean clean) {
        return switch (this) {
            case TWO_WRITERS -> clean ? new TwoWriters.Careful(database) : new TwoWriters(database);
            case PINNED_WAL -> clean ? new PinnedWal.Careful(database) : new PinnedWal(database);
            case STALE_SNAPSHOT ->
                    clean ? new StaleSnapshot.Careful(database) : new StaleSnapshot(database);
            case OTHER_PROCESS ->
                    clean ? new OtherProcess.Careful(database) : new OtherProcess(database);
        };
    }
}
