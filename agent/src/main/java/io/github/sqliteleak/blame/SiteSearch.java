package io.github.sqliteleak.blame;

import io.github.sqliteleak.blame.SortedFrames.Sort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the site of one stack, and the way to it. */
final class SiteSearch {
    /** As many frames count where none is the user's own. */
    private static final int FOREIGN = 10;

    private final SortedFrames frames;
    private final HandingOn handingOn;
    private final List<Integer> own = new ArrayList<>();
    private @Nullable String testClass;

    SiteSearch(SortedFrames frames, HandingOn handingOn) {
        this.frames = frames;
        this.handingOn = handingOn;
        for (int i = 0; i < frames.size(); i++) {
            Sort sort = frames.sort(i);
            if (sort == Sort.OWN || sort == Sort.OPENS_FOR_TESTS) {
                own.add(i);
            }
            if (sort == Sort.OPENS_FOR_TESTS) {
                break;
            }
            if (sort == Sort.RUNNER && !own.isEmpty()) {
                testClass = outermost(frames.frame(own.get(own.size() - 1)).getClassName());
                break;
            }
        }
    }

    Site find() {
        if (own.isEmpty()) {
            return foreign();
        }
        int site = own.get(own.size() - 1);
        HandingOn.Chain chain = handingOn.chain();
        for (int index : own) {
            if (frames.sort(index) == Sort.OPENS_FOR_TESTS
                    || !chain.handsOn(frames.frame(index), frames.calledBy(index))) {
                site = index;
                break;
            }
        }
        List<Step> way = new ArrayList<>();
        Set<String> named = new LinkedHashSet<>();
        boolean ofTest = isOfTest(frames.frame(site));
        Run run = new Run();
        for (int i = 0; i <= site; i++) {
            if (frames.sort(i) != Sort.OWN && i < site) {
                run.add(i);
                continue;
            }
            run.end(way, named);
            StackTraceElement frame = frames.frame(i);
            if (i < site) {
                way.add(new Step(CallStack.format(frame), Role.HANDS_ON));
            }
            if (i == site || ofTest || !isOfTest(frame)) {
                named.add(Fingerprint.name(frame));
            }
        }
        List<String> fromSite = new ArrayList<>(named);
        Collections.reverse(fromSite);
        if (ScriptCode.isOf(frames.frame(site)) && !handingOn.canRead(frames.frame(site))) {
            addCallers(site, fromSite);
        }
        return new Site(
                CallStack.format(frames.frame(site)),
                CallStack.format(frames.frame(own.get(0))),
                List.copyOf(way),
                List.copyOf(fromSite),
                frames.sort(site) == Sort.OWN,
                handingOn.keeps(frames.frame(site), frames.calledBy(site)) ? Kept.IN_FIELD : null,
                handingOn.loadedFrom(frames.frame(site)));
    }

    /**
     * Whether the site hands on cannot be known: it may be the helper of several leaks, which its
     * callers distinguish.
     */
    private void addCallers(int site, List<String> named) {
        String last = frames.frame(site).getClassName();
        for (int index : own) {
            StackTraceElement frame = frames.frame(index);
            if (index <= site || named.size() >= FOREIGN || isOfTest(frame)) {
                continue;
            }
            if (!frame.getClassName().equals(last) || !ScriptCode.isOf(frame)) {
                named.add(Fingerprint.name(frame));
            }
            if (!ScriptCode.isOf(frame)) {
                return;
            }
            last = frame.getClassName();
        }
    }

    /** No frame is the user's: all that can be said is which libraries there were. */
    private Site foreign() {
        StackTraceElement line = null;
        Set<String> named = new LinkedHashSet<>();
        String root = "";
        int ofRun = 0;
        for (int i = 0; i < frames.size(); i++) {
            StackTraceElement frame = frames.frame(i);
            Sort sort = frames.sort(i);
            if (sort == Sort.RUNNER && !named.isEmpty()) {
                break;
            }
            if (sort == Sort.SILENT || sort == Sort.BETWEEN) {
                continue;
            }
            if (line == null || (sort == Sort.POOL && !isPool(line))) {
                line = frame;
            }
            String of = PackageRoots.of(frame.getClassName());
            ofRun = of.equals(root) ? ofRun + 1 : 1;
            root = of;
            if (named.size() < FOREIGN && ofRun <= Fingerprint.FRAMES) {
                named.add(Fingerprint.name(frame));
            }
        }
        if (line == null && frames.size() > 0) {
            line = frames.frame(0);
        }
        String text = line == null ? null : CallStack.format(line);
        return new Site(text, text, List.of(), List.copyOf(named), false);
    }

    private static boolean isPool(StackTraceElement frame) {
        return FrameRules.pool(frame.getClassName()) != null;
    }

    private boolean isOfTest(StackTraceElement frame) {
        return testClass != null && outermost(frame.getClassName()).equals(testClass);
    }

    private static String outermost(String className) {
        int nested = className.indexOf('$');
        return nested <= 0 ? className : className.substring(0, nested);
    }

    /** Frames in a row that are not the user's. */
    private final class Run {
        private int entry = -1;
        private boolean proxied;
        private Role role = Role.LIBRARY;

        void add(int index) {
            switch (frames.sort(index)) {
                case SILENT -> {}
                case BETWEEN -> proxied = true;
                case POOL -> entered(index, Role.POOL);
                case TEST, RUNNER -> entered(index, Role.TEST);
                default -> entered(index, Role.LIBRARY);
            }
        }

        private void entered(int index, Role of) {
            entry = index;
            proxied = false;
            role = role == Role.POOL ? Role.POOL : of;
        }

        /**
         * Adds it to the way. What was called through a proxy does not count: it is not there when
         * there is no proxy.
         */
        void end(List<Step> way, Set<String> named) {
            if (entry >= 0) {
                StackTraceElement frame = frames.frame(entry);
                way.add(new Step(CallStack.format(frame), role));
                if (!proxied) {
                    named.add(Fingerprint.name(frame));
                }
            }
            entry = -1;
            proxied = false;
            role = Role.LIBRARY;
        }
    }
}
