package io.github.sqliteleak.registry;

/** A wait for a lock that goes on in a call on a handle. */
public interface OngoingWait {
    /** True when the last answer to SQLite was to try no more. */
    boolean gaveUp();

    /** Whether it goes on at this time, and not the statement behind it. */
    boolean goesOn(long nowNanos);
}
