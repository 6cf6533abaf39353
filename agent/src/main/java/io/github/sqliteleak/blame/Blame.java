package io.github.sqliteleak.blame;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What stacks of this JVM say about whose a leak is. Safe for any number of threads. */
public final class Blame {
    private final LoadedCode code;

    /**
     * Looks at classes when it is asked for the first time.
     *
     * @param loaded all classes of the JVM
     * @param main name of the main class, or path of the main jar; null when it is not known
     */
    public Blame(Supplier<Class<?>[]> loaded, @Nullable String main) {
        code = new LoadedCode(loaded, main);
    }

    /**
     * What a fingerprint is made of, as {@code class#method}: the first five frames. Where none of
     * them is the user's own, they are those of a library that anybody may have called, and the
     * first five own frames behind them are added.
     *
     * @param frames the frames that may be the user's, the nearest to the driver first
     * @param all the same of the whole stack, where {@code frames} was cut
     * @param seenNanos when the stack was captured, in {@link System#nanoTime()}
     */
    public List<String> fingerprinted(
            List<StackTraceElement> frames, Supplier<List<StackTraceElement>> all, long seenNanos) {
        List<StackTraceElement> first = Fingerprint.counted(frames, Fingerprint.FRAMES);
        if (first.isEmpty() || hasOwn(first, seenNanos)) {
            return Fingerprint.names(first);
        }
        StackOwners owners =
                new StackOwners(code, Fingerprint.counted(all.get(), Integer.MAX_VALUE), seenNanos);
        List<StackTraceElement> chosen = new ArrayList<>(first);
        if (!owners.hasOwn(first.size())) {
            chosen.addAll(owners.callers(first.size(), Fingerprint.FRAMES));
        }
        return Fingerprint.names(chosen);
    }

    /** Without the rest of the stack, which is longer. */
    private boolean hasOwn(List<StackTraceElement> frames, long seenNanos) {
        for (StackTraceElement frame : frames) {
            if (code.whose(frame.getClassName(), seenNanos) == Whose.OWN) {
                return true;
            }
        }
        return false;
    }
}
