package io.github.sqliteleak.report.json;

import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.waits.HolderShare;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import io.github.sqliteleak.waits.ThreadWait;
import io.github.sqliteleak.waits.Waiter;
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
                            wait.textOrNull("causeTextSite"),
                            holders,
                            instant(wait, "firstAt"),
                            instant(wait, "lastAt"),
                            new Waiter(
                                    wait.numberOrNull("waiterConnectionId"),
                                    wait.textOrNull("waiterThread"),
                                    wait.flagOrNull("wal"))));
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
                holder.numberOrNull("heldMillis"),
                holder.textOrNull("sql"),
                Boolean.TRUE.equals(holder.flagOrNull("borrowed")),
                share(holder),
                threadWait(holder),
                holder.flagOrNull("processRuns"),
                holder.textOrNull("textSite"));
    }

    private static @Nullable HolderShare share(JsonFields holder) throws ReportFormatException {
        Long millis = holder.numberOrNull("shareMillis");
        return millis == null ? null : new HolderShare(millis, holder.count("failuresAtEnd"));
    }

    private static @Nullable ThreadWait threadWait(JsonFields holder) throws ReportFormatException {
        Boolean forWaiter = holder.flagOrNull("threadWaitsForWaiter");
        return forWaiter == null
                ? null
                : new ThreadWait(
                        holder.textOrNull("threadWaitsAt"),
                        holder.textOrNull("threadWaitsIn"),
                        forWaiter);
    }
}
