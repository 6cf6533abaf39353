package io.github.sqliteleak.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.report.words.ShortPath;

/**
 * A judgement as one HTML page for people: nothing is loaded from elsewhere, and all but filter and
 * copying works without its script. The template escapes whatever it shows.
 */
public final class HtmlReport implements JudgementRenderer {
    private final ShortPath paths;

    /**
     * A renderer.
     *
     * @param workingDirectory paths below it are shown relative to it
     */
    public HtmlReport(String workingDirectory) {
        this.paths = new ShortPath(workingDirectory);
    }

    @Override
    public String render(Judgement judgement) {
        // Templates are compiled by the build, into this package.
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(
                        null,
                        ContentType.Html,
                        HtmlReport.class.getClassLoader(),
                        HtmlReport.class.getPackageName());
        StringOutput out = new StringOutput();
        engine.render("page.jte", new HtmlPage(judgement, paths), new HtmlOutput(out));
        return out.toString();
    }
}
