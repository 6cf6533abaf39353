package io.github.sqliteleak.blame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack as it is reported: without the frames of the agent, the driver and {@code java.sql} on
 * top, cut at a depth.
 *
 * @param frames the frame nearest to the driver first
 */
public record CallStack(List<StackTraceElement> frames) {
    /** As many frames are looked at for a site. */
    public static final int SITE_DEPTH = 1_024;

    /**
     * The stack that was captured.
     *
     * @param depth the most frames to keep, 1 or more
     */
    public static CallStack of(CapturedStack captured, int depth) {
        return of(captured.frames(), depth);
    }

    /** As {@link #of(CapturedStack, int)}, of a stack already read. */
    public static CallStack of(StackTraceElement[] stack, int depth) {
        return of(Arrays.asList(stack), depth);
    }

    private static CallStack of(List<StackTraceElement> stack, int depth) {
        int from = 0;
        while (from < stack.size() && isAboveCaller(stack.get(from))) {
            from++;
        }
        int to = Math.min(stack.size(), from + depth);
        return new CallStack(List.copyOf(stack.subList(from, to)));
    }

    /**
     * The {@link #site} of the calling thread at this moment. Looks at no more frames than that
     * takes, which is quicker than to capture the stack.
     */
    public static @Nullable String siteHere(int depth) {
        return StackWalker.getInstance(StackWalker.Option.SHOW_REFLECT_FRAMES)
                .walk(
                        frames -> {
                            Iterator<StackTraceElement> callers =
                                    frames.dropWhile(frame -> isAboveCaller(frame.getClassName()))
                                            .limit(depth)
                                            .map(StackWalker.StackFrame::toStackTraceElement)
                                            .iterator();
                            StackTraceElement first = null;
                            while (callers.hasNext()) {
                                StackTraceElement caller = callers.next();
                                if (FrameRules.isUserCode(caller)) {
                                    return format(caller);
                                }
                                first = first == null ? caller : first;
                            }
                            return first == null ? null : format(first);
                        });
    }

    private static boolean isAboveCaller(StackTraceElement frame) {
        return isAboveCaller(frame.getClassName());
    }

    private static boolean isAboveCaller(String className) {
        return FrameRules.isAgentOrDriver(className) || FrameRules.isJdbcApi(className);
    }

    /**
     * First frame of a user or of what opens for tests, else a pool's, else the first, else null.
     */
    public @Nullable String site() {
        for (StackTraceElement frame : frames) {
            if (FrameRules.isUserCode(frame) || FrameRules.opensForTests(frame.getClassName())) {
                return format(frame);
            }
        }
        for (StackTraceElement frame : frames) {
            if (FrameRules.pool(frame.getClassName()) != null) {
                return format(frame);
            }
        }
        return frames.isEmpty() ? null : format(frames.get(0));
    }

    /** Whether a pool's code is nearer to the driver than any of the user's. */
    public boolean isPoolBeforeUser() {
        for (StackTraceElement frame : frames) {
            if (FrameRules.pool(frame.getClassName()) != null) {
                return true;
            }
            if (FrameRules.isUserCode(frame)) {
                return false;
            }
        }
        return false;
    }

    /** What the user's code called of the pool; null when no pool is on the stack. */
    public @Nullable String poolSite() {
        String site = null;
        for (StackTraceElement frame : frames) {
            if (FrameRules.pool(frame.getClassName()) != null) {
                site = format(frame);
            }
        }
        return site;
    }

    /** The frames that are the user's own code. */
    public List<StackTraceElement> userFrames() {
        List<StackTraceElement> user = new ArrayList<>();
        for (StackTraceElement frame : frames) {
            if (FrameRules.isUserCode(frame)) {
                user.add(frame);
            }
        }
        return user;
    }

    /** {@code application}, or {@code pool:NAME} when a connection pool opened it. */
    public String owner() {
        for (StackTraceElement frame : frames) {
            String pool = FrameRules.pool(frame.getClassName());
            if (pool != null) {
                return "pool:" + pool;
            }
        }
        return "application";
    }

    /** All frames, one {@code class.method(File:line)} each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(frames.size());
        for (StackTraceElement frame : frames) {
            lines.add(format(frame));
        }
        return lines;
    }

    /** {@code class.method(File:line)}, without loader and module, as IDEs link it. */
    public static String format(StackTraceElement frame) {
        StringBuilder text =
                new StringBuilder(frame.getClassName()).append('.').append(frame.getMethodName());
        if (frame.isNativeMethod()) {
            return text.append("(Native Method)").toString();
        }
        String file = frame.getFileName();
        text.append('(').append(file == null ? "Unknown Source" : file);
        if (file != null && frame.getLineNumber() >= 0) {
            text.append(':').append(frame.getLineNumber());
        }
        return text.append(')').toString();
    }
}
