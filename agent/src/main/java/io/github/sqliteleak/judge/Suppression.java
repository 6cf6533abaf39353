package io.github.sqliteleak.judge;

import io.github.sqliteleak.glob.Glob;
import io.github.sqliteleak.report.LeakPart;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.StackFrame;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of a suppressions file.
 *
 * @param text as it stands there
 * @param place file and line
 */
record Suppression(Subject subject, Glob glob, String text, String place) {
    /** As it stands in a report, and pasted from there. */
    private static final Pattern FRAME = Pattern.compile(".*\\([^()]*\\.\\w+:\\d+\\)");

    /**
     * A second #, a blank beside one or in what cannot be a class within another, or behind it what
     * the JVM allows in no name. Names of Kotlin may have blanks and even a #.
     */
    private static final Pattern NO_METHOD =
            Pattern.compile("#.*#|\\s#|#\\s|^[^#$*?]*\\s|#.*[.;/\\[]");

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f*?]+");

    /** What a pattern is held against, by its prefix. */
    enum Subject {
        /** {@code class#method} of the site, or of the own frame that opened. */
        OPEN("open:"),
        /** {@code class#method} of any frame of the opening stack. */
        ANY("any:"),
        /** The test that the leak is charged to. */
        TEST("test:"),
        /** The database, as the report shows it, with {@code /} on every system. */
        DB("db:"),
        /** The fingerprint. */
        FP("fp:");

        final String prefix;

        Subject(String prefix) {
            this.prefix = prefix;
        }

        /** The glob as it is matched; fails for one that can match nothing. */
        private String checked(String glob, String text, String place) throws PatternException {
            String checked = glob;
            if (this == DB) {
                checked = glob.replace('\\', '/');
            } else if (this == FP) {
                checked = glob.toLowerCase(Locale.ROOT);
                if (!FINGERPRINT.matcher(checked).matches()) {
                    throw new PatternException(
                            place
                                    + ": \""
                                    + text
                                    + "\" can match no fingerprint; allowed: hex digits, * and ?");
                }
            } else if (this != TEST && FRAME.matcher(glob).matches()) {
                throw new PatternException(
                        place
                                + ": \""
                                + text
                                + "\" can match no method; allowed: class#method, without file"
                                + " and line");
            } else if (this != TEST && NO_METHOD.matcher(glob).find()) {
                throw new PatternException(
                        place
                                + ": \""
                                + text
                                + "\" can match no method; allowed: class#method, with ? for a"
                                + " blank or # in a name; a comment is a line of its own");
            }
            return checked;
        }
    }

    static Suppression parse(String text, String place) throws PatternException {
        for (Subject subject : Subject.values()) {
            if (text.startsWith(subject.prefix)) {
                String glob = text.substring(subject.prefix.length()).strip();
                if (glob.isEmpty()) {
                    throw new PatternException(
                            place + ": \"" + text + "\" has nothing behind " + subject.prefix);
                }
                return new Suppression(
                        subject, new Glob(subject.checked(glob, text, place)), text, place);
            }
        }
        throw new PatternException(
                place + ": \"" + text + "\" is no pattern; allowed: open:, any:, test:, db:, fp:");
    }

    /** Whether it matches these connections of the group. */
    boolean matches(LeakSite group, LeakPart part) {
        return switch (subject) {
            case OPEN ->
                    matchesFrame(part.site())
                            || matchesFrame(part.openSite())
                            || (isPool(group) && matchesAll(group));
            case ANY ->
                    matchesFrame(part.site()) || matchesFrame(part.openSite()) || matchesAll(group);
            case TEST -> matchesAny(part.tests());
            case DB -> glob.matches(part.database().replace('\\', '/'));
            case FP -> matchesAll(group);
        };
    }

    /** Whether it matches the group as such, whatever its connections have been opened for. */
    boolean matchesAll(LeakSite group) {
        return switch (subject) {
            case OPEN -> matchesFrame(group.site().line()) || matchesFrame(group.openSite());
            case ANY -> matchesFrame(group.openSite()) || matchesAnyFrame(group.openStack());
            case TEST, DB -> false;
            case FP -> glob.matches(group.fingerprint());
        };
    }

    /**
     * A pool is one finding, at one place: most of its connections are opened by its own thread.
     */
    private static boolean isPool(LeakSite group) {
        return group.owner().startsWith("pool:");
    }

    private boolean matchesAny(List<String> names) {
        for (String name : names) {
            if (glob.matches(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesAnyFrame(List<String> frames) {
        for (String frame : frames) {
            if (matchesFrame(frame)) {
                return true;
            }
        }
        return false;
    }

    /** A pattern without {@code #} is held against the class alone. */
    private boolean matchesFrame(@Nullable String frame) {
        if (frame == null) {
            return false;
        }
        StackFrame parsed = StackFrame.parse(frame);
        if (glob.pattern().indexOf('#') < 0) {
            return glob.matches(parsed.className());
        }
        return glob.matches(parsed.className() + '#' + parsed.methodName())
                || glob.matches(parsed.stableName());
    }
}
