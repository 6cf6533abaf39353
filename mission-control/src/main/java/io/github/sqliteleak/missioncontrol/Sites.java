package io.github.sqliteleak.missioncontrol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.IMCFrame;
import org.openjdk.jmc.common.IMCMethod;
import org.openjdk.jmc.common.IMCStackTrace;

/** Names the place in the application that an event is about. */
final class Sites {
    private static final List<String> NOT_THE_APPLICATION =
            List.of(
                    "java.",
                    "javax.",
                    "jdk.",
                    "sun.",
                    "org.sqlite.",
                    "io.github.sqliteleak.agent.",
                    "io.github.sqliteleak.exit.",
                    "io.github.sqliteleak.flight.",
                    "io.github.sqliteleak.hook.",
                    "io.github.sqliteleak.lock.",
                    "io.github.sqliteleak.registry.",
                    "com.zaxxer.hikari.");

    private Sites() {}

    /** Where a statement had to wait. */
    static String waiter(RecordedEvent event) {
        return firstKnown(event.text("waiterSite"), ofStack(event.stack()), event);
    }

    /** Where a transaction began, else where it ended. */
    static String transaction(RecordedEvent event) {
        return firstKnown(event.text("beginSite"), ofStack(event.stack()), event);
    }

    /** Where a connection was opened. */
    static String opening(RecordedEvent event) {
        return firstKnown(event.text("openSite"), null, event);
    }

    /** Whether a class, or a site that begins with one, is neither the JDK's nor some library's. */
    static boolean isApplication(String name) {
        return NOT_THE_APPLICATION.stream().noneMatch(name::startsWith);
    }

    private static String firstKnown(
            @Nullable String site, @Nullable String other, RecordedEvent event) {
        if (site != null) {
            return site;
        }
        return other != null
                ? other
                : Texts.shared("connection", Long.toString(event.number("connectionId")));
    }

    private static @Nullable String ofStack(@Nullable IMCStackTrace stack) {
        if (stack == null) {
            return null;
        }
        for (IMCFrame frame : stack.getFrames()) {
            @Nullable IMCMethod method = frame.getMethod();
            if (method != null) {
                String type = method.getType().getFullName();
                if (isApplication(type)) {
                    return type + '.' + method.getMethodName() + line(frame);
                }
            }
        }
        return null;
    }

    private static String line(IMCFrame frame) {
        @Nullable Integer line = frame.getFrameLineNumber();
        return line == null || line <= 0 ? "" : Texts.shared("line", Integer.toString(line));
    }
}
