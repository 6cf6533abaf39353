package io.github.sqliteleak.report;

import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
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
