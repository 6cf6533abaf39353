package io.github.sqliteleak.blame;

import org.jspecify.annotations.Nullable;

/** What became of a connection where it was opened, which says how it is to be closed. */
public enum Kept {
    /** The method of the site puts it into a field. */
    IN_FIELD("in-field"),
    /** It is that of a {@code javax.sql.PooledConnection}, which gives out handles. */
    POOLED_CONNECTION("pooled-connection"),
    /** {@code Connection.abort} was called for it, which does nothing in sqlite-jdbc. */
    ABORTED("aborted"),
    /**
     * It was opened before the agent came: the site is where it was met, at its first use since.
     */
    OPENED_BEFORE("opened-before");

    private final String json;

    Kept(String json) {
        this.json = json;
    }

    /** The name used in the JSON report. */
    public String json() {
        return json;
    }

    /** Of this name; null for none and for one of a later version. */
    public static @Nullable Kept of(@Nullable String json) {
        for (Kept kept : values()) {
            if (kept.json.equals(json)) {
                return kept;
            }
        }
        return null;
    }
}
