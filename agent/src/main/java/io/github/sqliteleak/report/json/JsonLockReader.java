package io.github.sqliteleak.report.json;

import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the part of a JSON report that {@link LockJson} writes. */
final class JsonLockReader {
    private JsonLockReader() {}

    static List<LockWaitGroup> waits(JsonFields report) throws ReportFormatException {
        List<LockWaitGroup> waits = new ArrayList<>();
        for (JsonFields wait : report.children("lockWaits")) {
            List<LockHolder> holders = new ArrayList<>();
            for (JsonFields holder : wait.children("holders")) {
                holders.add(holder(holder));
            }
            waits.add(
                    new LockWaitGroup(
                            wait.textOrNull("database"),
                            wait.textOrNull("waiterSite"),
                            wait.textOrNull("operation"),
                            wait.textOrNull("sql"),
                            wait.count("count"),
                            wait.number("totalMillis"),
                            wait.number("maxMillis"),
                            wait.count("timedOut"),
                            wait.texts("resultCodes"),
                            wait.textOrNull("cause"),
                            wait.textOrNull("causeSite"),
                            wait.textOrNull("causeSql"),
                            holders,
                            instant(wait, "firstAt"),
                            instant(wait, "lastAt")));
        }
        return waits;
    }

    private static @Nullable Instant instant(JsonFields wait, String key)
            throws ReportFormatException {
        String text = wait.textOrNull(key);
        return text == null ? null : JsonReportReader.instant(key, text);
    }

    static LockHolder holder(JsonFields holder) throws ReportFormatException {
        return new LockHolder(
                holder.numberOrNull("connectionId"),
                holder.textOrNull("thread"),
                holder.textOrNull("site"),
                holder.textOrNull("openSite"),
                holder.numberOrNull("pid"),
                holder.textOrNull("process"),
                holder.text("evidence"),
                holder.numberOrNull("heldMillis"));
    }
}
