package io.github.sqliteleak.report.ci;

import io.github.sqliteleak.files.Utf8Text;
import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
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
        for (Finding finding : failing.subList(0, Math.min(failing.size(), SHOWN))) {
            SourceLocation location = sources.locate(finding.group());
            out.append("::error ");
            if (location.isKnown()) {
                out.append("file=")
                        .append(property(Words.cut(PlainText.of(location.path()), LENGTH)));
                out.append(",line=").append(location.line()).append(',');
            }
            out.append("title=").append(property(LeakText.title(finding.group())));
            out.append("::")
                    .append(
                            data(
                                    Words.cut(
                                            String.join(
                                                    "\n", LeakText.shortLines(finding, location)),
                                            LENGTH)));
            out.append('\n');
        }
        if (failing.size() > SHOWN) {
            say(out, "notice", Words.count(failing.size() - SHOWN, "more leak site"));
        }
        List<String> problems = judgement.problems();
        for (String problem : problems.subList(0, Math.min(problems.size(), SHOWN))) {
            say(out, "warning", problem);
        }
        if (problems.size() > SHOWN) {
            say(out, "notice", Words.count(problems.size() - SHOWN, "more problem"));
        }
        return Utf8Text.wellFormed(out.toString());
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
