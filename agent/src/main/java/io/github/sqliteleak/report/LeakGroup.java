package io.github.sqliteleak.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All leaks from one site, or of one pool.
 *
 * @param fingerprint 16 hex digits, the same from run to run; see {@link Fingerprint}
 * @param count all leaks of the group
 * @param closedByAgent how many of them the agent closed
 * @param kinds how many of each kind; every kind has an entry
 * @param connections the most telling ones, at most {@value Grouping#CONNECTIONS_SHOWN}
 */
public record LeakGroup(
        String fingerprint,
        int count,
        int closedByAgent,
        Map<LeakKind, Integer> kinds,
        String owner,
        @Nullable String openSite,
        List<String> openStack,
        List<String> tests,
        List<LeakedConnection> connections) {}
