package io.github.sqliteleak.exit;

/** How statements are shown in reports. Keys and passwords never are. */
public enum SqlInReports {
    /** Literals as {@code ?}. */
    MASKED,
    FULL,
    OFF
}
