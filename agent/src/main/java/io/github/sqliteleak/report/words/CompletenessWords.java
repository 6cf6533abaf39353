package io.github.sqliteleak.report.words;

import io.github.sqliteleak.report.Completeness.Missing;

/** What a report lacks, in words. */
public final class CompletenessWords {
    private CompletenessWords() {}

    /** All of it, in words that follow the name of the JVM. */
    public static String of(Missing missing) {
        return missing.detail()
                + (missing.since() == null ? "" : ", since " + Timestamps.iso(missing.since()))
                + (missing.count() == null
                        ? ""
                        : ", for " + Words.count(missing.count(), "connection"));
    }
}
