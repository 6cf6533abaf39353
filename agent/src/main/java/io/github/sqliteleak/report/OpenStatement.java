package io.github.sqliteleak.report;

import org.jspecify.annotations.Nullable;

/**
 * A statement that was open when its connection was judged.
 *
 * @param sql masked or whole as the option {@code sql} says; null with {@code sql=off}
 * @param cursorOpen true while a row of its result is pending: it then holds a read lock
 * @param site where it was prepared; null unless {@code statement-stacks=on}
 */
public record OpenStatement(@Nullable String sql, boolean cursorOpen, @Nullable String site) {}
