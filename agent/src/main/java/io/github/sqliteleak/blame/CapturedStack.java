package io.github.sqliteleak.blame;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The stack of a moment. It is not looked at when it is captured, since to read a stack takes fifty
 * times as long. But one that is not read refers to the classes of its frames, and so to their
 * class loaders. What is kept for longer than a moment is therefore {@link #read}, and is text from
 * then on.
 */
public final class CapturedStack {
    /** In the place of a stack that nobody asks for any more. */
    public static final CapturedStack NONE = of(List.of());

    /** Stacks of one site are as a rule the same, and there is one of each. */
    private static final Map<List<StackTraceElement>, WeakReference<List<StackTraceElement>>>
            TEXTS = new WeakHashMap<>();

    /**
     * A Throwable, then its frames. Not volatile, to be cheap: who still sees the first reads it
     * again.
     */
    private Object stack;

    private boolean shared;
    private @Nullable String site;

    /** That of the calling thread. */
    public CapturedStack() {
        this(new Throwable());
    }

    private CapturedStack(Object stack) {
        this.stack = stack;
    }

    /** One that is text already. */
    public static CapturedStack of(List<StackTraceElement> frames) {
        return new CapturedStack(frames);
    }

    /** The frames, those of the agent and of the driver on top. */
    @SuppressWarnings("unchecked")
    public List<StackTraceElement> frames() {
        Object now = stack;
        if (now instanceof Throwable captured) {
            List<StackTraceElement> frames = List.of(captured.getStackTrace());
            stack = frames;
            return frames;
        }
        return (List<StackTraceElement>) now;
    }

    /** Its {@link CallStack#site}, looked up once. */
    public @Nullable String site() {
        String known = site;
        if (known == null) {
            known = CallStack.of(this, CallStack.SITE_DEPTH).site();
            site = known;
        }
        return known;
    }

    /** Refers to no class from now on. Not for threads of the application: it takes a lock. */
    public void read() {
        if (!shared) {
            stack = shared(frames());
            shared = true;
        }
    }

    public static void readIfThere(@Nullable CapturedStack kept) {
        if (kept != null) {
            kept.read();
        }
    }

    private static List<StackTraceElement> shared(List<StackTraceElement> frames) {
        synchronized (TEXTS) {
            WeakReference<List<StackTraceElement>> known = TEXTS.get(frames);
            List<StackTraceElement> same = known == null ? null : known.get();
            if (same == null) {
                TEXTS.put(frames, new WeakReference<>(frames));
                return frames;
            }
            return same;
        }
    }
}
