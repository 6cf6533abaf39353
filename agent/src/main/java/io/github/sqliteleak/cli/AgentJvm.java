package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.words.PlainText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that runs, or one that carried the agent.
 *
 * @param running false when it is gone and its report never came
 * @param startedAt null when the operating system does not say
 * @param main main class or jar, without arguments, which may hold secrets
 * @param agent whether the agent is in it
 * @param driver whether it has loaded sqlite-jdbc; null when the operating system does not say
 * @param marker where its marker stands, null before its first connection
 */
record AgentJvm(
        long pid,
        boolean running,
        @Nullable Instant startedAt,
        @Nullable String main,
        boolean agent,
        @Nullable Boolean driver,
        @Nullable String marker) {

    /** {@code 4711 running 2026-11-20T12:00:00Z com.example.App sqlite-leaks/leaks-….json}. */
    String line() {
        Object since = startedAt == null ? "-" : startedAt.truncatedTo(ChronoUnit.SECONDS);
        return PlainText.of(
                String.format(
                        "%-8d %-7s  %-20s  %s  %s",
                        pid,
                        running ? "running" : "gone",
                        since,
                        main == null ? "-" : main,
                        marker == null ? words() : marker));
    }

    private String words() {
        String loaded = "";
        if (driver != null) {
            loaded = driver ? "; sqlite-jdbc loaded" : "; no sqlite-jdbc";
        }
        return (agent ? "no connection yet, or another folder" : "no agent") + loaded;
    }
}
