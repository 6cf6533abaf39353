package io.github.sqliteleak.missioncontrol;

import java.util.regex.Pattern;

/**
 * What a recording tells of the agent. It registers its events with the first connection, so that a
 * JVM without SQLite pays nothing; whether it ran there can be seen in what the JVM records about
 * itself.
 */
enum AgentTrace {
    /** The agent's events are there. */
    EVENTS,
    /** It ran, and no driver has loaded its native library. */
    NO_SQLITE,
    /** It ran, a driver has loaded its native library, and there is nothing about that. */
    DRIVER_NOT_FOLLOWED,
    /** Nothing of it is there. */
    NONE;

    private static final String JAR = "sqlite-leak-agent[^/\\\\= ]*\\.jar";

    /** Among all options of the JVM, of which blanks are not quoted. */
    private static final Pattern OPTION =
            Pattern.compile("(^| )-javaagent:(?:(?! -)[^=])*?" + JAR + "(=| |$)");

    private static final Pattern FILE = Pattern.compile("(^|.*[/\\\\])" + JAR);
    private static final String DRIVER = "sqlitejdbc";

    static AgentTrace in(RecordingView recording) {
        if (EventNames.ALL.stream().anyMatch(recording::knows)) {
            return EVENTS;
        }
        if (!isLoaded(recording)) {
            return NONE;
        }
        return recording.events("jdk.NativeLibrary").stream()
                        .anyMatch(library -> name(library).contains(DRIVER))
                ? DRIVER_NOT_FOLLOWED
                : NO_SQLITE;
    }

    /** By the options of the command line and of the environment, or by its own event (JDK 21). */
    private static boolean isLoaded(RecordingView recording) {
        return recording.events("jdk.JVMInformation").stream()
                        .map(jvm -> jvm.text("jvmArguments"))
                        .anyMatch(options -> options != null && OPTION.matcher(options).find())
                || recording.events("jdk.JavaAgent").stream()
                        .anyMatch(agent -> FILE.matcher(name(agent)).matches());
    }

    private static String name(RecordedEvent event) {
        String name = event.text("name");
        return name == null ? "" : name;
    }
}
