package io.github.sqliteleak.launch;

import io.github.sqliteleak.cli.Main;

/**
 * Entry of {@code java -jar}, readable for Java 8: an older Java gets one line instead of an {@code
 * UnsupportedClassVersionError}.
 */
public final class CommandLauncher {
    private static final int WRONG_USE = 2;

    private CommandLauncher() {}

    /** Runs the command, and ends the JVM with its status; 2 where Java is too old. */
    public static void main(String[] arguments) {
        String tooOld = JavaVersion.tooOld();
        if (tooOld != null) {
            System.err.println("sqlite-leak-agent: " + tooOld);
            System.exit(WRONG_USE);
        }
        Main.main(arguments);
    }
}
