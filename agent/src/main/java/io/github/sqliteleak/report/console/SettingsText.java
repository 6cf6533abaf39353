package io.github.sqliteleak.report.console;

import io.github.sqliteleak.report.SettingNote;
import io.github.sqliteleak.report.words.SettingWords;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.Words;
import java.util.List;
import java.util.Set;

/** Settings that are not in force, on a page for a terminal. */
final class SettingsText {
    /** What is found beside settings and noted with them. */
    private static final Set<String> NO_SETTINGS =
            Set.of(
                    "driver-copies",
                    "wal-reset-bug",
                    "memory-ended",
                    "file-moved",
                    "network-file-system",
                    "read-only-file-system",
                    "file-permissions",
                    "no-transaction",
                    "savepoint",
                    "is-valid",
                    "abort",
                    "cancel",
                    "query-timeout",
                    "read-only",
                    "open-files");

    private final ConsolePage page;
    private final ShortPath paths;

    SettingsText(ConsolePage page, ShortPath paths) {
        this.page = page;
        this.paths = paths;
    }

    /** One block for each. */
    void write(List<SettingNote> settings) {
        int shown = Math.min(ConsoleReport.SHOWN, settings.size());
        for (SettingNote note : settings.subList(0, shown)) {
            write(note);
        }
        if (shown < settings.size()) {
            page.line().text("  … and " + Words.count(settings.size() - shown, "more setting"));
            page.text(" not in force").line();
        }
    }

    /** One line for all: each was printed when it was found. */
    void count(List<SettingNote> settings) {
        if (settings.isEmpty()) {
            return;
        }
        if (settings.stream().anyMatch(note -> NO_SETTINGS.contains(note.setting()))) {
            page.line().text("  " + Words.count(settings.size(), "warning"));
            page.text(
                    " about settings, files and the driver, printed above and in the JSON report");
        } else {
            page.line().text("  " + Words.count(settings.size(), "setting"));
            page.text(" asked for and not in force, printed above and in the JSON report");
        }
        page.line();
    }

    private void write(SettingNote note) {
        page.line()
                .text("  ")
                .text(ConsolePage.YELLOW, "not in force: " + SettingWords.title(note))
                .line();
        if (note.site() != null) {
            page.text("    ").text(ConsolePage.BOLD, "at " + note.site()).line();
        }
        page.field("database").text(paths.of(note.database())).line();
        page.field("asked for").text(note.asked()).line();
        page.field("instead").text(note.actual()).line();
        page.field("fix").text(ConsolePage.GREEN, note.advice()).line();
    }
}
