package io.github.sqliteleak.agent;

import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.json.DumpFile;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Guard;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody attaches to a JVM that has the agent and looks at it for a while: the argument is {@code
 * watch=PID;FILE}. From then on the file has what is open now, about each second, until it is gone
 * or that process is. To attach for each look would leave something behind in the VM each time.
 */
final class WatchRequest implements Runnable {
    private static final String KEY = "watch=";
    private static final long PAUSE_MILLIS = 1_000;

    /**
     * A look at very many connections takes its time, and is to take no more than a tenth of it.
     */
    private static final long PAUSES = 10;

    private final long watcher;
    private final Path file;
    private @Nullable Supplier<@Nullable LeakReport> glance;

    private WatchRequest(long watcher, Path file) {
        this.watcher = watcher;
        this.file = file;
    }

    /** Null when the argument is none. */
    static @Nullable WatchRequest of(@Nullable String argument) {
        int end = argument == null ? -1 : argument.indexOf(';');
        if (argument == null || !argument.startsWith(KEY) || end < 0) {
            return null;
        }
        long pid = Long.parseLong(argument.substring(KEY.length(), end));
        return new WatchRequest(pid, Path.of(argument.substring(end + 1)));
    }

    /**
     * Begins, in a thread of its own.
     *
     * @param newGlance null where the agent has not been started
     */
    void begin(@Nullable Supplier<@Nullable LeakReport> newGlance) {
        if (newGlance == null) {
            Guard.run(() -> DumpFile.refuseWithoutAgent(file));
            return;
        }
        glance = newGlance;
        // Before the answer, so that the watcher finds the first look.
        look();
        AgentThread.of("watch", this).start();
    }

    @Override
    public void run() {
        try {
            long took = 0;
            while (true) {
                Thread.sleep(Math.max(PAUSE_MILLIS, PAUSES * took));
                long begun = System.nanoTime();
                if (!isWatched() || !look()) {
                    return;
                }
                took = (System.nanoTime() - begun) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!isWatched()) {
                DumpFile.removeWithFolder(file);
            }
        }
    }

    private boolean isWatched() {
        return ProcessHandle.of(watcher).filter(ProcessHandle::isAlive).isPresent();
    }

    /** False when nobody looks any more. */
    private boolean look() {
        Supplier<@Nullable LeakReport> from = glance;
        try {
            LeakReport report = from == null ? null : from.get();
            if (report == null) {
                return DumpFile.replaceWithNothing(file);
            }
            return DumpFile.replace(file, report);
        } catch (RuntimeException | Error e) {
            Guard.caught(e);
            return false;
        }
    }
}
