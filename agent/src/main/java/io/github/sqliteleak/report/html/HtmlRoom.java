package io.github.sqliteleak.report.html;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How many characters the folded parts of one site may take, so that a page of many sites stays
 * below a megabyte however long its names are.
 */
record HtmlRoom(int stack, int connections, int tests) {
    /** Of all sites together; what is not folded takes a third as much again. */
    private static final int STACKS = 420_000;

    private static final int ALL_CONNECTIONS = 160_000;
    private static final int ALL_TESTS = 80_000;

    /** For each of so many sites. */
    static HtmlRoom of(int sites) {
        int parts = Math.max(sites, 1);
        return new HtmlRoom(STACKS / parts, ALL_CONNECTIONS / parts, ALL_TESTS / parts);
    }

    /** As many from the beginning as there is room for, and one at least. */
    static <T> List<T> first(List<T> all, int most, int room, ToIntFunction<T> length) {
        int shown = 0;
        long taken = 0;
        while (shown < Math.min(all.size(), most)) {
            taken += length.applyAsInt(all.get(shown));
            if (taken > room && shown > 0) {
                break;
            }
            shown++;
        }
        return all.subList(0, shown);
    }
}
