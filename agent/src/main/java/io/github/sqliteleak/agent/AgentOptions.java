package io.github.sqliteleak.agent;

import io.github.sqliteleak.sql.SqlInReports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent's options, read once.
 *
 * @param report folder for the JSON report
 * @param closeOnExit force-close what leaked
 * @param checkpoint checkpoint after closing
 * @param exitTimeout the most that exit work may add
 * @param exitCode status to halt with when something leaked; 0 for none
 * @param heldWarning how long a connection may stay open unused; null for no warnings
 * @param walWarning length of a WAL in bytes past which is said what holds up its checkpoints; 0
 *     for no warnings
 * @param closeCollected close the handle of a collected connection at once
 * @param lockWaits watch waits for locks
 * @param stackDepth frames kept of an opening stack
 * @param exclude globs on database paths and on {@code class#method}
 * @param own globs on names of classes that are the user's
 * @param jmx show the connections where the JVM has an MBean server
 * @param log the application's logging system that gets warnings, too; null for none
 */
record AgentOptions(
        Path report,
        ConsoleChoice console,
        boolean closeOnExit,
        boolean checkpoint,
        Duration exitTimeout,
        int exitCode,
        @Nullable Duration heldWarning,
        long walWarning,
        boolean closeCollected,
        boolean lockWaits,
        int stackDepth,
        boolean transactionStacks,
        boolean statementStacks,
        SqlInReports sql,
        List<String> exclude,
        List<String> own,
        boolean jmx,
        @Nullable LoggingSystem log) {

    enum ConsoleChoice {
        OFF,
        SUMMARY,
        FULL
    }

    /**
     * @param arguments what stands behind the {@code =} of {@code -javaagent}, null for nothing
     */
    static AgentOptions parse(@Nullable String arguments) throws OptionException {
        return of(OptionValues.read(arguments));
    }

    static AgentOptions of(OptionValues values) throws OptionException {
        // For a Java that is too old to come here.
        values.oneOf("optional", "false", "true");
        return new AgentOptions(
                values.path("report", "sqlite-leaks"),
                switch (values.oneOf("console", "summary", "off", "full")) {
                    case "off" -> ConsoleChoice.OFF;
                    case "full" -> ConsoleChoice.FULL;
                    default -> ConsoleChoice.SUMMARY;
                },
                values.oneOf("on-exit", "close", "report").equals("close"),
                values.oneOf("checkpoint", "truncate", "off").equals("truncate"),
                values.duration("exit-timeout", Duration.ofSeconds(10)),
                values.number("exit-code", 0, 0, 255),
                values.durationOrOff("held-warning"),
                values.sizeOrOff("wal-warning", "16MB"),
                values.oneOf("collected", "report", "close").equals("close"),
                values.oneOf("lock-waits", "on", "off").equals("on"),
                values.number("stack-depth", 64, 1, 1024),
                values.oneOf("transaction-stacks", "on", "off").equals("on"),
                values.oneOf("statement-stacks", "off", "on").equals("on"),
                switch (values.oneOf("sql", "masked", "full", "off")) {
                    case "full" -> SqlInReports.FULL;
                    case "off" -> SqlInReports.OFF;
                    default -> SqlInReports.MASKED;
                },
                values.list("exclude"),
                values.list("own"),
                values.oneOf("jmx", "on", "off").equals("on"),
                switch (values.oneOf("log", "stderr", "slf4j", "jul")) {
                    case "slf4j" -> LoggingSystem.SLF4J;
                    case "jul" -> LoggingSystem.JUL;
                    default -> null;
                });
    }
}
