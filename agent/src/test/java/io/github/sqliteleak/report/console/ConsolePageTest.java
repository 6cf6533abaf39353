package io.github.sqliteleak.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import org.junit.jupiter.api.Test;

class ConsolePageTest {
    @Test
    void coloursOnlyWhenAskedTo() {
        assertThat(page(true, true).text(ConsolePage.RED, "leak").toString())
                .isEqualTo("\u001b[1;31mleak\u001b[0m");
        assertThat(page(false, true).text(ConsolePage.RED, "leak").toString()).isEqualTo("leak");
    }

    @Test
    void doesWithoutUnicodeWhereTheStreamCannotShowIt() {
        assertThat(page(false, false).text("41 KB → 0, …").toString()).isEqualTo("41 KB -> 0, ...");
    }

    @Test
    void neutralisesWhatSteersATerminal() {
        String hostile = "a\u001b[2Jb\u0007\u0000\u009b1m\u007f\u202e\u2066\u200f\u2028c\uFEFF";

        assertThat(page(true, true).text(hostile).toString())
                .isEqualTo(
                        "a\\u001b[2Jb\\u0007\\u0000\\u009b1m\\u007f\\u202e\\u2066\\u200f\\u2028c\\ufeff");
    }

    @Test
    void noTextForgesALine() {
        assertThat(page(false, true).text("a\r\nsqlite-leak-agent: all closed\tb").toString())
                .isEqualTo("a  sqlite-leak-agent: all closed b");
    }

    @Test
    void noReportHoldsAnythingThatSteersATerminal() {
        String hostile = "\u001b[31m\n\u0007";
        LeakReport report =
                Reports.of(
                        Leak.number(1)
                                .thread(hostile)
                                .database("/work/" + hostile)
                                .owner("pool:" + hostile)
                                .withoutUserFrames("a.B.c(" + hostile + ")")
                                .inTransaction(hostile, hostile)
                                .cursor(hostile)
                                .statement(hostile, hostile)
                                .openAfter(hostile)
                                .forceClose(ForceClose.Result.FAILED, "x " + hostile + "x"));

        String text =
                new ConsoleReport(new ConsoleStyle(true, false, true), "/work")
                        .render(report, null);

        assertThat(text.replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
        assertThat(text)
                .contains("opened:    2026-11-20T12:00:01Z by thread \"\\u001b[31m \\u0007\"\n");
    }

    @Test
    void keepsOrdinaryTextOfAnyLanguage() {
        assertThat(page(false, true).text("Größe 数据 😀").toString()).isEqualTo("Größe 数据 😀");
    }

    private static ConsolePage page(boolean colour, boolean unicode) {
        return new ConsolePage(new ConsoleStyle(false, colour, unicode));
    }
}
