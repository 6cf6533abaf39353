package io.github.sqliteleak.report.ci;

import io.github.sqliteleak.judge.LockGate;
import io.github.sqliteleak.report.StackFrame;
import io.github.sqliteleak.report.words.LockCauseWords;
import io.github.sqliteleak.report.words.LockFix;
import io.github.sqliteleak.report.words.LockWords;
import io.github.sqliteleak.report.words.PlainText;
import io.github.sqliteleak.report.words.Words;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where statements failed because of a lock, in a few plain lines.
 *
 * @param gate the limit that is exceeded
 * @param place null for those that are counted and that no report names a place of
 */
record LockPlace(LockGate gate, @Nullable LockWaitGroup place) {
    static final String RULE = "sqlite-lock-timeout";

    private static final int LINE = 500;
    private static final int TITLE = 200;

    /** Where the limit is exceeded; one without a place when there are none, so never empty. */
    static List<LockPlace> of(LockGate gate) {
        List<LockPlace> places = new ArrayList<>();
        for (LockWaitGroup place : gate.places()) {
            places.add(new LockPlace(gate, place));
        }
        return places.isEmpty() ? List.of(new LockPlace(gate, null)) : places;
    }

    /** {@code SQLite lock: 2 statements failed: database is locked}. */
    String title() {
        return place == null
                ? "SQLite lock timeouts"
                : Words.cut(PlainText.of("SQLite lock: " + LockWords.title(place)), TITLE);
    }

    /** The limit first, then where, which database, why and what to do. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(gate.line());
        if (place == null) {
            return lines;
        }
        String site = place.waiterSite();
        add(lines, "at ", site == null ? "an unknown place" : site);
        String database = place.database();
        add(lines, "database: ", database == null ? LockWords.UNKNOWN_DATABASE : database);
        add(lines, "code: ", String.join(", ", place.resultCodes()));
        add(lines, "why: ", LockCauseWords.why(place));
        if (!place.holders().isEmpty()) {
            add(lines, "held by: ", LockWords.holders(place));
        }
        add(lines, "fix: ", LockFix.of(place));
        return lines;
    }

    private static void add(List<String> lines, String label, @Nullable String text) {
        if (text != null) {
            lines.add(Words.cut(label + PlainText.of(text), LINE));
        }
    }

    /** The same from run to run; places that only a report distinguishes share it. */
    List<String> names() {
        String site = place == null ? null : place.waiterSite();
        String cause = place == null ? null : place.cause();
        return List.of(
                RULE,
                site == null ? "" : StackFrame.parse(site).stableName(),
                cause == null ? "" : cause);
    }

    /** Null where it is not known. */
    @Nullable String site() {
        return place == null ? null : place.waiterSite();
    }
}
