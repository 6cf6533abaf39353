package io.github.sqliteleak.weave;

import java.util.ArrayList;
import java.util.List;

/**
 * What is woven into drivers that were loaded before: the {@link Probes}, and calls by which a
 * connection or a statement is met that was there before.
 */
final class LoadedProbes {
    private static final String HOOKS = "LoadedHooks.";

    /** In the place of reading a field, and of writing one. */
    static final String TRACKED = HOOKS + "tracked";

    static final String TRACK = HOOKS + "track";

    private static final String MET = HOOKS + "met";

    /** In the order of {@link #ALL}: what comes before the calls at the beginning. */
    private static final List<Probe> BEFORE =
            List.of(
                    Probe.in(Probes.CONNECTION, "<init>", Probes.CONNECTION_PARAMETERS)
                            .onEnter(HOOKS + "constructing"),
                    Probe.in(Probes.DB, "close", "()").onEnter(HOOKS + "closing", "this"),
                    Probe.in(Probes.BASE_CONNECTION, "checkOpen", "()")
                            .onEnter(MET, "this.getDatabase()", "this"),
                    Probe.in(Probes.STATEMENT, "checkOpen", "()")
                            .onEnter(MET, "this.conn.getDatabase()", "this.conn", "this"),
                    Probe.in(Probes.DB, "prepare", "(L" + Probes.STATEMENT + ";)")
                            .onEnter(MET, "this", "p1.conn"),
                    Probe.in(
                                    Probes.DB,
                                    "execute",
                                    "(L" + Probes.STATEMENT + ";[Ljava/lang/Object;)")
                            .onEnter(MET, "this", "p1.conn", "p1"),
                    Probe.in(Probes.STEPPED_RESULT_SET, "next", "()")
                            .onEnter(
                                    MET,
                                    "this.stmt.conn.getDatabase()",
                                    "this.stmt.conn",
                                    "this.stmt"));

    /** What comes behind the calls at the end. */
    private static final List<Probe> AFTER =
            List.of(
                    Probe.in(Probes.DB, "open", "(Ljava/lang/String;I)")
                            .onReturn(HOOKS + "opened", "this." + Probes.TRACKED),
                    Probe.in(Probes.CONNECTION, "<init>", Probes.CONNECTION_PARAMETERS)
                            .onReturn(
                                    HOOKS + "constructed",
                                    "this",
                                    "this.getDatabase()." + Probes.TRACKED));

    static final List<Probe> ALL = all();

    private LoadedProbes() {}

    private static List<Probe> all() {
        List<Probe> all = new ArrayList<>();
        for (Probe probe : Probes.ALL) {
            Probe both = Probe.in(probe.owner(), probe.method(), probe.parameters());
            add(BEFORE, both);
            both.onEnter().addAll(probe.onEnter());
            both.onReturn().addAll(probe.onReturn());
            both.onThrow().addAll(probe.onThrow());
            add(AFTER, both);
            all.add(both);
        }
        return List.copyOf(all);
    }

    private static void add(List<Probe> more, Probe to) {
        for (Probe probe : more) {
            if (probe.owner().equals(to.owner())
                    && probe.method().equals(to.method())
                    && probe.parameters().equals(to.parameters())) {
                to.onEnter().addAll(probe.onEnter());
                to.onReturn().addAll(probe.onReturn());
            }
        }
    }
}
