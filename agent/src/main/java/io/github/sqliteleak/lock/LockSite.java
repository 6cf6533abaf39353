package io.github.sqliteleak.lock;

import java.time.Instant;
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
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;

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
        Instant now = Instant.now();
        firstAt = firstAt == null ? now.minusMillis(waitedMillis) : firstAt;
        lastAt = now;
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

    /** When the first of them began to wait; null before there is one. */
    public @Nullable Instant firstAt() {
        return firstAt;
    }

    /** When the last of them failed; null before there is one. */
    public @Nullable Instant lastAt() {
        return lastAt;
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
