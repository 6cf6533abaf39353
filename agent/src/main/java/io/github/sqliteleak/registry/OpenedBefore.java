package io.github.sqliteleak.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The files of connections that were opened before anybody looked. */
public final class OpenedBefore {
    private final Queue<Opened> opened = new ConcurrentLinkedQueue<>();

    private record Opened(String name, int flags) {}

    /** A connection of that time was found, or is being closed without having been found. */
    public void add(String file, int flags) {
        opened.add(new Opened(file, flags));
    }

    /** The databases that such connections are open on, or were; one for each connection. */
    public List<DatabaseFile> files() {
        List<DatabaseFile> files = new ArrayList<>();
        for (Opened each : opened) {
            files.add(DatabaseFile.of(each.name(), each.flags()));
        }
        return files;
    }
}
