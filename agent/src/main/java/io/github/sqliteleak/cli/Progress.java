package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.Tool;

/** How far reading has come, on a terminal, once it takes more than a moment. */
final class Progress {
    private static final long QUIET_NANOS = 500_000_000;
    private static final String START_OF_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final int total;
    private final long begun = System.nanoTime();
    private boolean shown;

    Progress(Terminal terminal, int total) {
        this.terminal = terminal;
        this.total = total;
    }

    void done(int number) {
        if (terminal.live() && System.nanoTime() - begun > QUIET_NANOS) {
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
