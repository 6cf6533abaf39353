package io.github.sqliteleak.report.words;

import io.github.sqliteleak.blame.FrameRules;
import io.github.sqliteleak.blame.Kept;
import io.github.sqliteleak.blame.Role;
import io.github.sqliteleak.blame.Site;
import io.github.sqliteleak.blame.Step;
import io.github.sqliteleak.report.StackFrame;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What to close where the site has no connection in its hands, but something that holds one. */
final class HolderFix {
    private static final List<String> STREAMS =
            List.of("stream", "cursor", "iterat", "lazy", "fetch", "sequence");

    private static final List<String> SESSIONS = List.of("session", "entitymanager", "transaction");

    private static final List<String> OPENING = List.of("opensession", "createentitymanager");

    private HolderFix() {}

    /** By what the site called; null where that gave it the connection itself. */
    static @Nullable Advice of(Site site) {
        List<Step> way = site.way();
        if (way.isEmpty()) {
            return null;
        }
        int last = way.size() - 1;
        StackFrame outermost = StackFrame.parse(way.get(last).frame());
        // What a helper of the user's gives is what it got.
        while (last > 0 && isHelper(way.get(last))) {
            last--;
        }
        Step called = way.get(last);
        StackFrame frame = StackFrame.parse(called.frame());
        if (called.role() == Role.HANDS_ON) {
            return frame.methodName().equals("<init>") ? constructed(frame) : null;
        }
        if (!isOfLibrary(called, frame) || frame.methodName().equals("getConnection")) {
            return null;
        }
        String method = frame.methodName().toLowerCase(Locale.ROOT);
        String name = WayText.method(outermost);
        if (isLike(method, STREAMS)) {
            return Advice.closeStream(name);
        }
        if (!isLike(method, OPENING)) {
            if (frame.className().startsWith("org.hibernate.")) {
                return Advice.closeSessionBehind("Session or EntityManager", name);
            }
            if (frame.className().startsWith("org.apache.ibatis.")) {
                return Advice.closeSessionBehind("SqlSession", name);
            }
        }
        if (isLike(method, SESSIONS)) {
            return Advice.closeSession(name);
        }
        return Advice.closeHolder(name);
    }

    private static boolean isHelper(Step step) {
        return step.role() == Role.HANDS_ON
                && !StackFrame.parse(step.frame()).methodName().equals("<init>");
    }

    /**
     * Whether a library was called, a pool's own methods aside: those lend the connection itself.
     */
    private static boolean isOfLibrary(Step called, StackFrame frame) {
        return called.role() == Role.LIBRARY
                || (called.role() == Role.POOL && FrameRules.pool(frame.className()) == null);
    }

    /** By what became of it at the site; null where it stayed in a variable. */
    static @Nullable Advice kept(Site site, @Nullable Kept kept) {
        if (kept == Kept.POOLED_CONNECTION) {
            return Advice.POOLED_CONNECTION;
        }
        return kept == Kept.IN_FIELD && site.line() != null
                ? Advice.closeOwner(simpleName(StackFrame.parse(site.line())))
                : null;
    }

    private static Advice constructed(StackFrame frame) {
        return Advice.closeConstructed(simpleName(frame));
    }

    private static String simpleName(StackFrame frame) {
        String type = frame.className();
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }

    private static boolean isLike(String method, List<String> words) {
        for (String word : words) {
            if (method.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
