package io.github.sqliteleak.report;

import java.util.List;

/**
 * A judgement as commands to GitHub's runner, which shows them at the lines of a pull request. It
 * shows ten errors of a step at most, so the eleventh line says how many more there are.
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
            out.append("::error file=").append(property(Words.cut(location.path(), LENGTH)));
            out.append(",line=").append(location.line());
            out.append(",title=").append(property(LeakText.title(finding.group())));
            out.append("::")
                    .append(
                            data(
                                    Words.cut(
                                            String.join("\n", LeakText.shortLines(finding)),
                                            LENGTH)));
            out.append('\n');
        }
        if (failing.size() > SHOWN) {
            out.append("::notice title=").append(Tool.NAME).append("::");
            out.append(Words.count(failing.size() - SHOWN, "more leak site")).append('\n');
        }
        List<String> problems = judgement.problems();
        for (String problem : problems.subList(0, Math.min(problems.size(), SHOWN))) {
            warn(out, problem);
        }
        if (problems.size() > SHOWN) {
            warn(out, Words.count(problems.size() - SHOWN, "more problem"));
        }
        return out.toString();
    }

    private static void warn(StringBuilder out, String text) {
        out.append("::warning title=").append(Tool.NAME).append("::");
        out.append(data(Words.cut(PlainText.of(text), LENGTH))).append('\n');
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
