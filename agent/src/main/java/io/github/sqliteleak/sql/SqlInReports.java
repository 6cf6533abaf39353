package io.github.sqliteleak.sql;

import org.jspecify.annotations.Nullable;

/** How statements are shown in reports. Keys and passwords never are. */
public enum SqlInReports {
    /** Literals as {@code ?}. */
    MASKED,
    FULL,
    OFF;

    /** The statement as it may be shown; null for not at all. */
    public @Nullable String show(@Nullable String sql) {
        if (sql == null) {
            return null;
        }
        return switch (this) {
            case MASKED -> SqlMask.mask(sql);
            case FULL -> SqlMask.hideSecrets(sql);
            case OFF -> null;
        };
    }
}
