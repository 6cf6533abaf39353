package io.github.sqliteleak.report;

import io.github.sqliteleak.report.Completeness.Missing;
import java.util.ArrayList;
import java.util.List;

/**
 * What the report of this JVM is going to lack, as far as it is known. Any thread adds to it at any
 * time; what was added when the report is written is in it.
 */
public final class KnownGaps {
    private final List<Missing> missing = new ArrayList<>();

    /** Once for each thing that is missing. */
    public synchronized void add(Missing gap) {
        missing.add(gap);
    }

    /** What was added until now, in that order. */
    public synchronized List<Missing> all() {
        return List.copyOf(missing);
    }
}
