package io.github.sqliteleak.cli;

import io.github.sqliteleak.attach.RefusedException;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.console.WatchText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** The screen of {@code watch}, drawn anew each second and at each key. */
final class WatchScreen {
    private static final long PAUSE_MILLIS = 1_000;
    private static final String KEYS = "q leaves, d writes a dump";

    private final Terminal terminal;
    private final WatchedJvm jvm;
    private final long pid;
    private final org.jline.terminal.Terminal screen;
    private final WatchText text;
    private volatile boolean left;
    private int dumps;
    private String note = KEYS;

    private WatchScreen(
            Terminal terminal, WatchedJvm jvm, long pid, org.jline.terminal.Terminal screen) {
        this.terminal = terminal;
        this.jvm = jvm;
        this.pid = pid;
        this.screen = screen;
        this.text = new WatchText(terminal.style(false));
    }

    /** Whether standard output is a terminal that can be drawn on. */
    static boolean isThere() {
        return !System.getProperty("os.name", "").startsWith("Windows")
                && new ExecTerminalProvider().isSystemStream(SystemStream.Output)
                && new ExecTerminalProvider().isSystemStream(SystemStream.Input);
    }

    /** Returns when the user leaves, or when the JVM has ended. */
    static void run(Terminal terminal, WatchedJvm jvm, long pid)
            throws IOException, ReportFormatException {
        String type = System.getenv().getOrDefault("TERM", "xterm");
        try (org.jline.terminal.Terminal screen =
                new ExecTerminalProvider()
                        .sysTerminal(
                                "sqlite-leak-agent",
                                type,
                                false,
                                StandardCharsets.UTF_8,
                                StandardCharsets.UTF_8,
                                StandardCharsets.UTF_8,
                                true,
                                SignalHandler.SIG_DFL,
                                false,
                                SystemStream.Output)) {
            new WatchScreen(terminal, jvm, pid, screen).show();
        }
    }

    private void show() throws IOException, ReportFormatException {
        screen.handle(Signal.INT, signal -> left = true);
        screen.enterRawMode();
        screen.puts(Capability.enter_ca_mode);
        screen.puts(Capability.cursor_invisible);
        try {
            Display display = new Display(screen, true);
            while (!left && jvm.runs()) {
                draw(display);
                pressed(screen.reader().read(PAUSE_MILLIS));
            }
        } finally {
            screen.puts(Capability.cursor_visible);
            screen.puts(Capability.exit_ca_mode);
            screen.flush();
        }
        if (!left) {
            terminal.say("process " + pid + " has ended");
        }
    }

    private void draw(Display display) throws IOException, ReportFormatException {
        Size size = screen.getSize();
        int rows = Math.max(2, size.getRows());
        int columns = Math.max(20, size.getColumns());
        display.resize(Size.of(columns, rows));
        List<AttributedString> lines = new ArrayList<>();
        for (String line : lines()) {
            if (lines.size() == rows - 1) {
                break;
            }
            AttributedString whole = AttributedString.fromAnsi(line);
            if (whole.columnLength() > columns) {
                whole = AttributedString.fromAnsi(WatchText.withoutPackages(line));
            }
            lines.add(whole.columnSubSequence(0, columns));
        }
        while (lines.size() < rows - 1) {
            lines.add(AttributedString.EMPTY);
        }
        lines.add(new AttributedString(note).columnSubSequence(0, columns));
        display.update(lines, 0);
    }

    private List<String> lines() throws IOException, ReportFormatException {
        LeakReport report = jvm.now();
        Moment moment = report == null ? null : report.moment();
        return report == null || moment == null
                ? List.of("pid " + pid + ": no connection was opened yet")
                : text.screen(report, moment);
    }

    private void pressed(int key) {
        if (key == 'q' || key == NonBlockingReader.EOF) {
            left = true;
        } else if (key == 'd') {
            note = dump();
        }
    }

    private String dump() {
        String name = "sqlite-dump-" + pid + '-' + ++dumps + ".json";
        try {
            OutputFile.write(terminal, name, new DumpedJvm(terminal, pid).dump(false), false);
            return "wrote " + name + "; " + KEYS;
        } catch (RefusedException | IOException | ReportFormatException | WrongUseException e) {
            return "no dump: " + e.getMessage() + "; " + KEYS;
        }
    }
}
