package io.github.sqliteleak.agent;

import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.json.DumpFile;
import io.github.sqliteleak.system.Guard;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody attaches to a JVM that has the agent and asks what is open now: the argument is {@code
 * dump=FILE}, or {@code dump-page=FILE} for what a page of text shows. The answer is in the file,
 * be it why there is none; nothing is thrown, which the VM would print as a page in the
 * application's standard error.
 */
final class DumpRequest {
    private static final String KEY = "dump=";
    private static final String PAGE_KEY = "dump-page=";

    private final Path file;
    private final boolean page;

    private DumpRequest(Path file, boolean page) {
        this.file = file;
        this.page = page;
    }

    /** Null when the argument is none. */
    static @Nullable DumpRequest of(@Nullable String argument) {
        if (argument != null && argument.startsWith(KEY)) {
            return new DumpRequest(Path.of(argument.substring(KEY.length())), false);
        }
        if (argument != null && argument.startsWith(PAGE_KEY)) {
            return new DumpRequest(Path.of(argument.substring(PAGE_KEY.length())), true);
        }
        return null;
    }

    /** Whether a page of it is enough, without the details of each of many connections. */
    boolean isPage() {
        return page;
    }

    /**
     * @param dump null where the agent has not been started
     */
    void answer(@Nullable Supplier<@Nullable LeakReport> dump) {
        Guard.run(
                () -> {
                    if (dump == null) {
                        DumpFile.refuseWithoutAgent(file);
                    } else {
                        write(dump);
                    }
                });
    }

    private void write(Supplier<@Nullable LeakReport> dump) {
        try {
            LeakReport report = dump.get();
            if (report == null) {
                DumpFile.refuseWithNothing(file);
            } else {
                DumpFile.write(file, report);
            }
        } catch (RuntimeException | Error e) {
            Guard.caught(e);
            DumpFile.refuse(file, "internal error: " + e);
        }
    }
}
