package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.Tool;
import java.time.Duration;

/** How far reading has come, on a terminal, once it takes more than a moment. */
final class Progress {
    static final Duration QUIET = Duration.ofMillis(500);

    private static final String START_OF_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final int total;
    private final Duration quiet;
    private final long begun = System.nanoTime();
    private boolean shown;

    /**
     * Of so many reports.
     *
     * @param quiet how long nothing is said
     */
    Progress(Terminal terminal, int total, Duration quiet) {
        this.terminal = terminal;
        this.total = total;
        this.quiet = quiet;
    }

    void done(int number) {
        if (terminal.live() && System.nanoTime() - begun > quiet.toNanos()) {
            shown = true;
            String text = ": " + number + " of " + total + " reports";
            terminal.err().print(START_OF_LINE + Tool.NAME + text);
            terminal.err().flush();
        }
    }

    void end() {
        if (shown) {
            terminal.err().print(START_OF_LINE);
            terminal.err().flush();
        }
    }
}
