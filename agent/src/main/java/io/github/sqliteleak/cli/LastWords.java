package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.Tool;
import java.nio.charset.StandardCharsets;

/**
 * What is said when the command line itself fails: one line and the status of incomplete data,
 * never a stack trace with the status that means leaks. The line about memory is made while there
 * is some.
 */
final class LastWords {
    private static final byte[] OUT_OF_MEMORY =
            (Tool.NAME
                            + ": out of memory, nothing was judged; with more it may work, as"
                            + " java -Xmx4g -jar …"
                            + System.lineSeparator())
                    .getBytes(StandardCharsets.UTF_8);

    private LastWords() {}

    /** Loads the class and its texts. */
    static void prepare() {
        assert OUT_OF_MEMORY.length > 0;
    }

    /** Never throws. */
    static int of(Throwable failure, Terminal terminal) {
        try {
            if (isOutOfMemory(failure)) {
                terminal.err().write(OUT_OF_MEMORY, 0, OUT_OF_MEMORY.length);
                terminal.err().flush();
            } else {
                terminal.say("internal error, nothing was judged: " + failure);
            }
        } catch (Throwable again) {
            // There is nothing left to say it with; the status says enough.
            return ExitStatus.INCOMPLETE;
        }
        return ExitStatus.INCOMPLETE;
    }

    private static boolean isOutOfMemory(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < 10 && cause != null; i++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
