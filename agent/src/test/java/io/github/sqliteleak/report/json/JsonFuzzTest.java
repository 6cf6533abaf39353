package io.github.sqliteleak.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.judge.Baseline;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.Reports;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A file that was cut, edited or made up is read, or refused with words: nothing else. */
class JsonFuzzTest {
    private static final String REPORT =
            JsonReport.render(
                    Reports.of(ExitKind.NORMAL, List.of(Reports.truncated()), Leak.number(7)));

    private static final String BASELINE =
            BaselineJson.write(
                    new Baseline(
                            List.of(
                                    new Baseline.Entry(
                                            "9f2c4e11a0b37d65",
                                            "application",
                                            3,
                                            List.of("a.B#c")))));

    private static final String[] TOKENS = {
        "null",
        "true",
        "-1",
        "1e999",
        "99999999999999999999",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"",
        "\\u",
        "\\ud800",
        "\ud800",
        "\u0000",
        "\ufeff",
        "2",
        "1",
        "3"
    };

    /**
     * @param at where it is done, in thousandths of the text
     * @param cut so many characters go
     * @param put this comes in their place
     */
    record Edit(int at, int cut, String put) {
        String in(String text) {
            int from = (int) ((long) text.length() * at / 1_000);
            int to = Math.min(text.length(), from + cut);
            return text.substring(0, from) + put + text.substring(to);
        }
    }

    @Property(seed = "44")
    void aReportIsReadOrRefused(@ForAll("edits") List<Edit> edits) {
        try {
            LeakReport read = JsonReportReader.read(edited(REPORT, edits));
            String written = JsonReport.render(read);
            assertThat(JsonReport.render(JsonReportReader.read(written))).isEqualTo(written);
        } catch (ReportFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(seed = "44")
    void aBaselineIsReadOrRefused(@ForAll("edits") List<Edit> edits) {
        try {
            String written = BaselineJson.write(BaselineJson.read(edited(BASELINE, edits)));
            assertThat(written).contains("\"schema\"");
        } catch (ReportFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(seed = "44")
    void anyTextIsRefused(@ForAll String text) {
        try {
            assertThat(DumpFile.read(text)).isNotNull();
        } catch (ReportFormatException e) {
            assertThat(e.getMessage()).isNotNull();
        }
    }

    private static String edited(String text, List<Edit> edits) {
        String edited = text;
        for (Edit edit : edits) {
            edited = edit.in(edited);
        }
        return edited;
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.of(0, 1, 1, 2, 5, 30, 10_000),
                        Arbitraries.of(TOKENS))
                .as(Edit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}
