package io.github.sqliteleak.registry;

/** Closes the handle of a connection that is a leak. */
public interface HandleCloser {
    void close(TrackedConnection leaked, Object handle);
}
