package io.github.sqliteleak.toolkit;

/** What {@link WriteQueue#submit} does when the queue is full. */
public enum FullPolicy {
    /** Waits until there is room. */
    WAIT,
    /** Throws {@link java.util.concurrent.RejectedExecutionException}. */
    REJECT
}
