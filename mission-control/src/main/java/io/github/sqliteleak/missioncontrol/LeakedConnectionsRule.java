package io.github.sqliteleak.missioncontrol;

import static org.openjdk.jmc.common.unit.UnitLookup.NUMBER_UNITY;

import java.util.List;

/**
 * Connections that nobody closed. Each counts once, ten times when its transaction was open; those
 * of one pool that nobody closed are one finding together.
 */
public final class LeakedConnectionsRule extends SqliteRule {
    public LeakedConnectionsRule() {
        super(
                "LeakedConnections",
                NUMBER_UNITY.quantity(1),
                NUMBER_UNITY.quantity(10),
                EventNames.LEAK);
    }

    @Override
    Finding judge(RecordingView recording) {
        List<LeakSite> sites = LeakSite.worstFirst(recording.events(EventNames.LEAK));
        return sites.isEmpty() ? withoutVerdict(recording) : leaked(sites);
    }

    private Finding leaked(List<LeakSite> sites) {
        long count = sites.stream().mapToLong(LeakSite::count).sum();
        Tally all = new Tally();
        for (LeakSite site : sites) {
            all.add(site.site(), site.count());
        }
        LeakSite worst = sites.get(0);
        String summary =
                texts().of(
                                sites.size() == 1 ? "summary" : "summary.sites",
                                count,
                                worst.site(),
                                sites.size());
        String explanation =
                Texts.sentences(
                        texts().of(
                                        "explanation",
                                        worst.count(),
                                        worst.database(),
                                        worst.thread(),
                                        held("transactions", worst.count(), worst.inTransaction()),
                                        held("statements", worst.count(), worst.withStatements())),
                        sites.size() == 1
                                ? ""
                                : texts().of(
                                                "explanation.sites",
                                                all.list(amount -> Long.toString((long) amount))));
        String solution =
                worst.pool() == null
                        ? texts().of("solution")
                        : texts().of("solution.pool", worst.pool());
        double value = sites.stream().mapToDouble(LeakSite::weight).sum();
        return new Finding(value, count, worst.site(), summary, explanation, solution);
    }

    private String held(String what, int of, int count) {
        return count == 0 ? "" : texts().of(what, of, count);
    }

    /** The agent gives its verdicts at exit; what was collected while open is leaked before. */
    private Finding withoutVerdict(RecordingView recording) {
        long collected = 0;
        long open = 0;
        for (RecordedEvent sample : recording.events(EventNames.STATISTICS)) {
            collected = Math.max(collected, sample.number("leaked"));
            open = sample.number("openConnections");
        }
        if (collected > 0) {
            return new Finding(
                    collected,
                    collected,
                    null,
                    texts().of("collected", collected),
                    texts().of("collected.explanation", collected),
                    texts().of("solution"));
        }
        return Finding.none(
                texts().of("ok"), open == 0 ? null : texts().of("ok.explanation", open));
    }
}
