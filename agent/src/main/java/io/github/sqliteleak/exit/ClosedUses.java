package io.github.sqliteleak.exit;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.registry.UseAfterClose;
import io.github.sqliteleak.registry.UsesAfterClose;
import io.github.sqliteleak.report.UsedAfterClose;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts into plain values what was used after it had been closed. */
public final class ClosedUses {
    private final UsesAfterClose uses;
    private final Blame blame;
    private final UnaryOperator<@Nullable String> sql;

    /**
     * @param sql makes a statement fit to be shown
     */
    public ClosedUses(UsesAfterClose uses, Blame blame, UnaryOperator<@Nullable String> sql) {
        this.uses = uses;
        this.blame = blame;
        this.sql = sql;
    }

    /** Up to now: one for each pair of places, in the order of the first failures. */
    public List<UsedAfterClose> soFar() {
        Map<String, UsedAfterClose> all = new LinkedHashMap<>();
        for (UseAfterClose use : uses.first()) {
            UsedAfterClose described = described(use);
            all.merge(described.code(), described, UsedAfterClose::and);
        }
        return List.copyOf(all.values());
    }

    private UsedAfterClose described(UseAfterClose use) {
        String text = use.sql();
        return new UsedAfterClose(
                use.database().display(),
                use.connectionId(),
                blame.site(use.closing().stack(), use.closing().nanos()).line(),
                use.closing().thread(),
                time(use.closing().nanos()),
                blame.site(use.use(), use.useNanos()).line(),
                use.useThread(),
                sql.apply(text),
                1);
    }

    private static Instant time(long nanos) {
        long ago = (System.nanoTime() - nanos) / 1_000_000;
        return Instant.ofEpochMilli(System.currentTimeMillis() - ago);
    }
}
