package io.github.sqliteleak.report.html;

import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import io.github.sqliteleak.report.words.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Escapes what a template shows by where it stands, once the characters are gone that no page may
 * hold or that turn the direction of text.
 */
final class HtmlOutput extends OwaspHtmlTemplateOutput {
    HtmlOutput(TemplateOutput out) {
        super(out);
    }

    @Override
    public void writeUserContent(@Nullable String value) {
        super.writeUserContent(value == null ? null : PlainText.of(value));
    }
}
