package io.github.sqliteleak.exit;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.pool.Pools;
import io.github.sqliteleak.sql.SqlInReports;
import java.time.Duration;

/**
 * What the user asked to be done at exit.
 *
 * @param close close what leaked; false to touch nothing
 * @param checkpoint run a checkpoint after closing
 * @param timeout the most that all of it may take
 * @param exitCode status to end with when something leaked, 0 to leave the status as it is
 * @param stackDepth frames kept of a stack
 * @param blame knows whose code is whose
 * @param pools knows who has borrowed what
 */
public record ExitPolicy(
        boolean close,
        boolean checkpoint,
        Duration timeout,
        int exitCode,
        int stackDepth,
        SqlInReports sql,
        Blame blame,
        Pools pools) {}
