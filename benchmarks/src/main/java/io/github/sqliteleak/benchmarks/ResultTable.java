package io.github.sqliteleak.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results as an aligned table. */
final class ResultTable {
    private static final List<String> HEADER =
            List.of(
                    "benchmark",
                    "baseline",
                    "median",
                    "beside it",
                    "median",
                    "pair by pair",
                    "least",
                    "most",
                    "limit",
                    "verdict");

    /** Names are flush left, numbers flush right. */
    private static final String COLUMNS = "llrlrrrrrl";

    private ResultTable() {}

    static String render(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        String above = "";
        for (Result result : results) {
            String benchmark = result.benchmark();
            rows.add(row(benchmark.equals(above) ? "" : benchmark, result));
            above = benchmark;
        }
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                boolean left = COLUMNS.charAt(column) == 'l';
                String format = (left ? "%-" : "%") + width(rows, column) + "s  ";
                line.append(String.format(Locale.ROOT, format, row.get(column)));
            }
            table.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }

    private static List<String> row(String benchmark, Result result) {
        Comparison comparison = result.comparison();
        Scale scale = comparison.scale();
        Double limit = comparison.limit();
        return List.of(
                benchmark,
                comparison.baseline().name(),
                time(result.baseline()),
                comparison.other().name(),
                time(result.other()),
                scale.format(result.median()),
                scale.format(result.least()),
                scale.format(result.most()),
                limit == null ? "-" : scale.format(limit),
                result.verdict().toString());
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
    }

    /** In the unit that leaves one to three digits before the point. */
    static String time(double nanos) {
        if (nanos < 1e3) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        if (nanos < 1e6) {
            return String.format(Locale.ROOT, "%.2f us", nanos / 1e3);
        }
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
