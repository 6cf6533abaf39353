package io.github.sqliteleak.tests;

import org.jspecify.annotations.Nullable;

/**
 * A test or a test class, by name only: nothing of the test itself is kept.
 *
 * @param text {@code com.example.RepoTest#loads()}, for a class its name alone
 * @param displayName what the test calls itself; null when that says no more
 */
public record TestName(String text, @Nullable String displayName) {}
