package io.github.sqliteleak.moment;

import java.util.List;

/**
 * A thread at a moment.
 *
 * @param state of {@link Thread.State}
 * @param stack innermost frame first
 */
public record HolderThread(long id, String name, String state, List<String> stack) {}
