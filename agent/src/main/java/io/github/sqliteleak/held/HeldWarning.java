package io.github.sqliteleak.held;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.TrackedConnection;

/**
 * A connection has been open but unused for long, or is closed again after that.
 *
 * @param where it was borrowed, else opened
 * @param text one or more lines
 */
public record HeldWarning(TrackedConnection connection, CapturedStack where, String text) {}
