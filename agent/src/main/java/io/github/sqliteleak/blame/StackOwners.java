package io.github.sqliteleak.blame;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which frames of one stack are the user's. What is not known by its class is decided by the stack:
 * it is own where it shares its package root with own frames; where there are none, the root that
 * is furthest from the driver is the user's, since libraries are called and do not call.
 */
final class StackOwners {
    /** As many runs of one root are looked at where nothing on a stack can be known. */
    private static final int RUNS = 4;

    private final List<StackTraceElement> frames;
    private final List<Whose> whose = new ArrayList<>();
    private final Set<String> ownRoots = new HashSet<>();

    /**
     * Looks at all classes of a stack.
     *
     * @param frames the nearest to the driver first
     * @param seenNanos when the stack was captured
     */
    StackOwners(LoadedCode code, List<StackTraceElement> frames, long seenNanos) {
        this.frames = frames;
        String outermost = null;
        for (StackTraceElement frame : frames) {
            Whose of = code.whose(frame.getClassName(), seenNanos);
            whose.add(of);
            if (of == Whose.OWN) {
                ownRoots.add(root(frame));
            } else if (of == Whose.UNKNOWN) {
                outermost = root(frame);
            }
        }
        if (ownRoots.isEmpty() && outermost != null) {
            ownRoots.add(outermost);
        }
    }

    /** Whether one of the first frames is own. */
    boolean hasOwn(int first) {
        for (int i = 0; i < Math.min(first, frames.size()); i++) {
            if (isOwn(i)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The own frames behind the first ones; where no frame of the stack is own, the first ones of
     * each further package root, one of which is the user's.
     */
    List<StackTraceElement> callers(int first, int most) {
        if (ownRoots.isEmpty()) {
            return ofEachRun(first, most);
        }
        List<StackTraceElement> own = new ArrayList<>();
        for (int i = first; i < frames.size() && own.size() < most; i++) {
            if (isOwn(i)) {
                own.add(frames.get(i));
            }
        }
        return own;
    }

    private List<StackTraceElement> ofEachRun(int first, int most) {
        List<StackTraceElement> chosen = new ArrayList<>();
        String root = root(frames.get(first - 1));
        int runs = 0;
        int ofRun = most;
        for (StackTraceElement frame : frames.subList(first, frames.size())) {
            if (!root(frame).equals(root)) {
                root = root(frame);
                runs++;
                ofRun = 0;
            }
            if (runs <= RUNS && ofRun < most) {
                chosen.add(frame);
            }
            ofRun++;
        }
        return chosen;
    }

    private boolean isOwn(int index) {
        return switch (whose.get(index)) {
            case OWN -> true;
            case LIBRARY -> false;
            case UNKNOWN -> ownRoots.contains(root(frames.get(index)));
        };
    }

    private static String root(StackTraceElement frame) {
        return PackageRoots.of(frame.getClassName());
    }
}
