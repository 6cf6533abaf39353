package io.github.sqliteleak.report.ci;

import io.github.sqliteleak.files.Utf8Text;
import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.judge.LockGate;
import io.github.sqliteleak.report.Tool;
import io.github.sqliteleak.report.words.PlainText;
import io.github.sqliteleak.report.words.Words;
import java.util.List;

/**
 * A judgement as commands to GitHub's runner, which shows them at the lines of a pull request. It
 * shows ten errors, ten warnings and ten notices of a step at most, so a notice says how many more
 * sites or problems there are.
 */
public final class GithubAnnotations implements JudgementRenderer {
    private static final int SHOWN = 10;
    private static final int LENGTH = 4_000;

    private final SourceRoots sources;

    public GithubAnnotations(SourceRoots sources) {
        this.sources = sources;
    }

    @Override
    public String render(Judgement judgement) {
        StringBuilder out = new StringBuilder();
        List<Finding> failing = judgement.failing();
        LockGate locks = judgement.failedLocks();
        // Of the ten errors, one is for the locks whatever else there is.
        int shown = Math.min(failing.size(), locks == null ? SHOWN : SHOWN - 1);
        for (Finding finding : failing.subList(0, shown)) {
            SourceLocation location = sources.locate(finding.group());
            String title = LeakText.title(finding.group());
            error(out, location, title, LeakText.shortLines(finding, location));
        }
        if (failing.size() > shown) {
            say(out, "notice", Words.count(failing.size() - shown, "more leak site"));
        }
        if (locks != null) {
            writeLocks(out, LockPlace.of(locks), SHOWN - shown);
        }
        List<String> problems = judgement.problems();
        for (String problem : problems.subList(0, Math.min(problems.size(), SHOWN))) {
            say(out, "warning", problem);
        }
        if (problems.size() > SHOWN) {
            say(out, "notice", Words.count(problems.size() - SHOWN, "more problem"));
        }
        for (String note : judgement.notes()) {
            say(out, "notice", note);
        }
        return Utf8Text.wellFormed(out.toString());
    }

    private void writeLocks(StringBuilder out, List<LockPlace> places, int most) {
        int shown = Math.min(places.size(), most);
        for (LockPlace place : places.subList(0, shown)) {
            error(out, sources.locate(place.site()), place.title(), place.lines());
        }
        if (places.size() > shown) {
            say(
                    out,
                    "notice",
                    Words.count(places.size() - shown, "more place")
                            + " where the database was locked");
        }
    }

    private static void error(
            StringBuilder out, SourceLocation location, String title, List<String> lines) {
        out.append("::error ");
        if (location.isKnown()) {
            out.append("file=").append(property(Words.cut(PlainText.of(location.path()), LENGTH)));
            out.append(",line=").append(location.line()).append(',');
        }
        out.append("title=").append(property(title)).append("::");
        out.append(data(Words.cut(String.join("\n", lines), LENGTH))).append('\n');
    }

    private static void say(StringBuilder out, String command, String text) {
        out.append("::").append(command).append(" title=").append(Tool.NAME).append("::");
        out.append(data(Words.cut(PlainText.of(text), LENGTH))).append('\n');
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
