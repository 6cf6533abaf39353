package io.github.sqliteleak.lock;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Failures of one statement's place because of the same holders. Equal to another one of the same
 * place and holders.
 */
public final class LockSite {
    private static final int HOLDERS = 5;

    private final String database;
    private final @Nullable String waiterSite;
    private final String resultCode;
    private final List<@Nullable String> holderSites = new ArrayList<>();
    private final Set<LockHolder> holders = new LinkedHashSet<>();
    private int count;
    private long totalMillis;
    private long maxMillis;

    LockSite(LockFailure failure) {
        this.database = failure.database();
        this.waiterSite = failure.site();
        this.resultCode = failure.resultCode();
        for (LockHolder holder : failure.holders()) {
            holderSites.add(holder.evidence() + "@" + holder.site() + "@" + holder.pid());
        }
    }

    /** One more failure, of which only the time is known. */
    void repeat(long waitedMillis) {
        count++;
        totalMillis += waitedMillis;
        maxMillis = Math.max(maxMillis, waitedMillis);
    }

    void add(LockFailure failure) {
        repeat(failure.waitedMillis());
        for (LockHolder holder : failure.holders()) {
            if (holders.size() < HOLDERS) {
                holders.add(holder);
            }
        }
    }

    public String database() {
        return database;
    }

    /** Where the failing statement was run. */
    public @Nullable String waiterSite() {
        return waiterSite;
    }

    /** Extended name. */
    public String resultCode() {
        return resultCode;
    }

    /** Who held the lock, at most {@value #HOLDERS} of them; empty when that is not known. */
    public List<LockHolder> holders() {
        return List.copyOf(holders);
    }

    public int count() {
        return count;
    }

    public long totalMillis() {
        return totalMillis;
    }

    public long maxMillis() {
        return maxMillis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LockSite that
                && database.equals(that.database)
                && Objects.equals(waiterSite, that.waiterSite)
                && resultCode.equals(that.resultCode)
                && holderSites.equals(that.holderSites);
    }

    @Override
    public int hashCode() {
        return Objects.hash(database, waiterSite, resultCode, holderSites);
    }
}
