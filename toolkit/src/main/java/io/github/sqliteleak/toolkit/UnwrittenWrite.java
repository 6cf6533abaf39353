package io.github.sqliteleak.toolkit;

import org.jspecify.annotations.Nullable;

/**
 * A write that a queue had taken and did not write before it was closed. Its future fails.
 *
 * @param sequence its number in the order of submission, from 1
 * @param key the key it was submitted with, null without one
 */
public record UnwrittenWrite(long sequence, @Nullable Object key) {}
