package io.github.sqliteleak.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who was working with a connection when the JVM ended.
 *
 * @param thread its name
 * @param sql the statement that ran, as it may be shown; null when none did, or with {@code
 *     sql=off}
 * @param running for how long it had been running; null when none did
 */
public record ConnectionUse(String thread, @Nullable String sql, @Nullable Duration running) {}
