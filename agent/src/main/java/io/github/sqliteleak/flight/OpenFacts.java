package io.github.sqliteleak.flight;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that is open or leaked, as plain values for the events about it. */
public record OpenFacts(
        long connectionId,
        String database,
        @Nullable String fingerprint,
        @Nullable String site,
        String way,
        @Nullable String openSite,
        List<String> openStack,
        String openThread,
        long openedAtMillis,
        long ageMillis,
        int openStatements,
        boolean inTransaction,
        String owner,
        @Nullable String test) {}
