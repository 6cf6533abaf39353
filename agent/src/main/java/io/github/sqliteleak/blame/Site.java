package io.github.sqliteleak.blame;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the code stands that must change, and how it came to open, borrow or begin something.
 *
 * @param line the first own frame that does not hand on what it got, as {@code
 *     class.method(File:line)}; without own frames a pool's or the first one; null without a stack
 * @param openedAt the first own frame, whether it hands on or not; without own frames as {@code
 *     line}
 * @param way from the driver to below the site: own frames that hand on, and the entry of each run
 *     of other frames
 * @param named what the fingerprint is made of, as {@code class#method}: the site first, then the
 *     way from there to the driver. The same from another test, after lines have moved, and behind
 *     a proxy or not
 * @param own false when no frame of the user's own is on the stack
 * @param kept what became of it there; null for nothing in particular
 * @param loadedFrom the folder or jar that the class of the site was loaded from; null when that is
 *     not known
 */
public record Site(
        @Nullable String line,
        @Nullable String openedAt,
        List<Step> way,
        List<String> named,
        boolean own,
        @Nullable Kept kept,
        @Nullable String loadedFrom) {

    /** Where nothing in particular became of it. */
    public Site(
            @Nullable String line,
            @Nullable String openedAt,
            List<Step> way,
            List<String> named,
            boolean own) {
        this(line, openedAt, way, named, own, null, null);
    }

    /** Of a class that may have been loaded from anywhere. */
    public Site(
            @Nullable String line,
            @Nullable String openedAt,
            List<Step> way,
            List<String> named,
            boolean own,
            @Nullable Kept kept) {
        this(line, openedAt, way, named, own, kept, null);
    }

    /** The same, of a class that was loaded from there. */
    public Site loadedFrom(@Nullable String place) {
        return new Site(line, openedAt, way, named, own, kept, place);
    }

    /** The same, with what became of it. */
    public Site kept(@Nullable Kept newKept) {
        return newKept == kept
                ? this
                : new Site(line, openedAt, way, named, own, newKept, loadedFrom);
    }

    /** The same, of a connection that was opened before: nothing is known of its opening. */
    public Site openedBefore() {
        List<String> marked = new ArrayList<>(named);
        if (!marked.isEmpty()) {
            // Not that of what is opened on this line.
            marked.add("opened-before#first-use");
        }
        return new Site(line, line, List.of(), marked, own, Kept.OPENED_BEFORE, loadedFrom);
    }

    /** What stays the same about the site from run to run. */
    public String fingerprint() {
        return Fingerprint.ofNames(named);
    }
}
