package io.github.sqliteleak.agent;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one place that prints: standard error as it was at {@code premain}, since test runners
 * replace {@code System.err} later. Standard output is never touched: a test fork talks to its
 * build over it.
 */
final class Console implements Consumer<String> {
    private static final String PREFIX = "sqlite-leak-agent: ";

    private final PrintStream err;
    private final Printer printer;
    private volatile @Nullable ApplicationLog log;

    Console(PrintStream err) {
        this.err = err;
        this.printer = new Printer(err);
    }

    /**
     * Prints a message of one or more lines, with the agent's name before it. May be called by any
     * thread of the application: it waits for no pipe.
     */
    @Override
    public void accept(String message) {
        print(line(message));
        ApplicationLog to = log;
        if (to != null) {
            to.accept(visible(message));
        }
    }

    /**
     * Messages go to the application's logger as well, until the JVM ends.
     *
     * @param newLog null for nowhere else
     */
    void alsoTo(@Nullable ApplicationLog newLog) {
        log = newLog;
    }

    /** To be called now and then: there may be a logger by now. */
    void look() {
        ApplicationLog to = log;
        if (to != null) {
            to.look();
        }
    }

    /** Prints a text as it is. */
    void print(String text) {
        printer.print(text);
    }

    /**
     * As {@link #accept}, in the calling thread: for the last word of a JVM that does not begin.
     */
    void acceptNow(String message) {
        err.print(line(message));
        err.flush();
    }

    /**
     * The JVM ends: nothing is printed until {@link #resume}, what comes meanwhile is kept. Loggers
     * are closed by now.
     */
    void pause() {
        log = null;
        printer.pause();
    }

    void resume() {
        printer.resume();
    }

    /** Resumes, and waits until all is printed, no longer than that. */
    void flush(long millis) {
        printer.flush(millis);
    }

    static String line(String message) {
        return PREFIX + visible(message) + System.lineSeparator();
    }

    /** False when standard error cannot encode arrows and ellipses. */
    boolean canPrintUnicode() {
        String name =
                System.getProperty("stderr.encoding", System.getProperty("sun.stderr.encoding"));
        try {
            Charset charset = name == null ? Charset.defaultCharset() : Charset.forName(name);
            return charset.newEncoder().canEncode('\u2192');
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** True when standard error is a terminal and the user has not set {@code NO_COLOR}. */
    boolean wantsColour() {
        String noColour = System.getenv("NO_COLOR");
        boolean refused = noColour != null && !noColour.isEmpty();
        if (refused || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            // Not Linux. Since JDK 22 a Console says nothing about where standard error goes.
            return false;
        }
    }

    /** Control characters in names and paths must not steer the user's terminal. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            visible.append(Character.isISOControl(c) && c != '\n' ? '\uFFFD' : c);
        }
        return visible.toString();
    }
}
