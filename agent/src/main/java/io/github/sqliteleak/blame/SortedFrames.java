package io.github.sqliteleak.blame;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one stack with what each is. What is not known by its class is decided by the
 * stack: it is own where it shares its package root with own frames; where there are none, the root
 * that is furthest from the driver is the user's, since libraries are called and do not call.
 */
final class SortedFrames {
    /** What a frame is. */
    enum Sort {
        /** The JDK's, the driver's or the agent's: says nothing. */
        SILENT,
        /** Made up by a compiler or a proxy library: may come and go with nobody touching code. */
        BETWEEN,
        POOL,
        LIBRARY,
        /** Of a test framework, such as an assertion that runs a lambda. */
        TEST,
        /** What runs tests: behind it is nothing of theirs. */
        RUNNER,
        /** What opens for tests on its own account: user code behind it did not ask for it. */
        OPENS_FOR_TESTS,
        OWN
    }

    private final List<StackTraceElement> frames;
    private final List<Sort> sorts = new ArrayList<>();

    /**
     * Looks at all classes of a stack.
     *
     * @param frames the nearest to the driver first
     * @param seenNanos when the stack was captured
     */
    SortedFrames(LoadedCode code, OwnGlobs own, List<StackTraceElement> frames, long seenNanos) {
        this.frames = frames;
        Set<String> ownRoots = new HashSet<>();
        Set<Integer> unknown = new HashSet<>();
        String outermost = null;
        for (StackTraceElement frame : frames) {
            Sort sort = byName(frame, own);
            if (sort == null) {
                Whose whose = code.whose(frame, seenNanos);
                if (whose == Whose.UNKNOWN) {
                    if (!KnownLibraries.include(frame.getClassName())) {
                        unknown.add(sorts.size());
                        outermost = root(frame);
                    }
                    sort = Sort.LIBRARY;
                } else {
                    sort = whose == Whose.OWN ? Sort.OWN : Sort.LIBRARY;
                }
            }
            if (sort == Sort.OWN) {
                ownRoots.add(root(frame));
            }
            sorts.add(sort);
        }
        if (ownRoots.isEmpty() && outermost != null) {
            ownRoots.add(outermost);
        }
        for (int index : unknown) {
            if (ownRoots.contains(root(frames.get(index)))) {
                sorts.set(index, Sort.OWN);
            }
        }
    }

    private static @Nullable Sort byName(StackTraceElement frame, OwnGlobs own) {
        String name = frame.getClassName();
        if (FrameRules.isJdk(frame)
                || FrameRules.isAgentOrDriver(name)
                || GeneratedCode.isRuntime(name)) {
            return Sort.SILENT;
        }
        if (own.include(name)) {
            return Sort.OWN;
        }
        if (GeneratedCode.isBetween(frame) || FrameRules.isProxy(frame)) {
            return Sort.BETWEEN;
        }
        if (FrameRules.opensForTests(name)) {
            return Sort.OPENS_FOR_TESTS;
        }
        if (FrameRules.isTestFramework(name)) {
            return FrameRules.isRunner(name) ? Sort.RUNNER : Sort.TEST;
        }
        if (FrameRules.pool(name) != null) {
            return Sort.POOL;
        }
        return FrameRules.isLibrary(name) ? Sort.LIBRARY : null;
    }

    int size() {
        return frames.size();
    }

    StackTraceElement frame(int index) {
        return frames.get(index);
    }

    /** The frame that this one has called; null for the JDBC API or the driver. */
    @Nullable StackTraceElement calledBy(int index) {
        int called = index - 1;
        while (called >= 0 && GeneratedCode.isRuntime(frames.get(called).getClassName())) {
            called--;
        }
        return called < 0 ? null : frames.get(called);
    }

    Sort sort(int index) {
        return sorts.get(index);
    }

    private static String root(StackTraceElement frame) {
        return PackageRoots.of(frame.getClassName());
    }
}
