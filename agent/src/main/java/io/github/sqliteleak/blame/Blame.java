package io.github.sqliteleak.blame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stacks of this JVM say about whose a finding is. Looks at classes, so it is asked when there
 * is something to report and never before. Safe for any number of threads.
 */
public final class Blame {
    /** Sites kept, so that a stack that is there thousands of times is looked at once. */
    private static final int REMEMBERED = 10_000;

    private final LoadedCode code;
    private final OwnGlobs own;
    private final HandingOn handingOn;
    private final TextPlaces texts;
    private final Map<List<StackTraceElement>, Site> known = new HashMap<>();

    /**
     * Looks at classes when it is asked for the first time.
     *
     * @param classes all classes of the JVM
     * @param main name of the main class, or path of the main jar; null when it is not known
     * @param own globs on the names of classes that are the user's, whatever else says otherwise
     */
    public Blame(ClassesOfJvm classes, @Nullable String main, List<String> own) {
        this.code = new LoadedCode(classes, main);
        this.own = OwnGlobs.of(own);
        ClassFiles files = new ClassFiles();
        this.handingOn = new HandingOn(code, files);
        this.texts = new TextPlaces(code, files);
    }

    /** As {@link #Blame(ClassesOfJvm, String, List)}, without globs. */
    public Blame(ClassesOfJvm classes, @Nullable String main) {
        this(classes, main, List.of());
    }

    /**
     * The site that a stack leads to.
     *
     * @param seenNanos when the stack was captured, in {@link System#nanoTime()}
     */
    public Site site(CapturedStack stack, long seenNanos) {
        Site site = site(CallStack.of(stack, CallStack.SITE_DEPTH), seenNanos);
        for (StackTraceElement frame : stack.frames()) {
            if (FrameRules.opensForHandles(frame.getClassName())) {
                return site.kept(Kept.POOLED_CONNECTION);
            }
            if (!FrameRules.isAgentOrDriver(frame.getClassName())) {
                break;
            }
        }
        return site;
    }

    /**
     * Whether a thread whose stack this is now is still in the method that the other stack leads
     * to.
     *
     * @param seenNanos as of {@link #site(CapturedStack, long)}
     */
    public boolean isInside(CapturedStack opened, long seenNanos, StackTraceElement[] now) {
        Site site = site(opened, seenNanos);
        for (StackTraceElement frame : now) {
            if (site.own() && Fingerprint.name(frame).equals(site.named().get(0))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Where a text stands as a constant in the own classes of some stacks; null when it does not,
     * or at several places.
     *
     * @param seenNanos as of {@link #site(CapturedStack, long)}
     */
    public synchronized @Nullable String placeOf(
            String text, List<CapturedStack> stacks, long seenNanos) {
        List<StackTraceElement> own = new ArrayList<>();
        for (CapturedStack stack : stacks) {
            SortedFrames sorted = new SortedFrames(code, this.own, stack.frames(), seenNanos);
            for (int i = 0; i < sorted.size(); i++) {
                if (sorted.sort(i) == SortedFrames.Sort.OWN) {
                    own.add(sorted.frame(i));
                }
            }
        }
        return texts.of(text, own);
    }

    /** As {@link #site(CapturedStack, long)}; the stack should be a whole one. */
    public synchronized Site site(CallStack stack, long seenNanos) {
        List<StackTraceElement> frames = stack.frames();
        Site site = known.get(frames);
        if (site == null) {
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            site = new SiteSearch(new SortedFrames(code, own, frames, seenNanos), handingOn).find();
            known.put(frames, site);
        }
        return site;
    }
}
