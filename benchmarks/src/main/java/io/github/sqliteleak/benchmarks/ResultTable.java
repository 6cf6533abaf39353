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

    /** The results as a table of Markdown. */
    static String markdown(List<Result> results) {
        StringBuilder table = new StringBuilder();
        table.append("| ").append(String.join(" | ", HEADER)).append(" |\n|");
        for (int column = 0; column < COLUMNS.length(); column++) {
            table.append(COLUMNS.charAt(column) == 'l' ? "---|" : "---:|");
        }
        for (Result result : results) {
            String name = '`' + result.benchmark() + '`';
            table.append("\n| ").append(String.join(" | ", row(name, result))).append(" |");
        }
        return table.append('\n').toString();
    }

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
                scale.measured(result.baseline()),
                comparison.other().name(),
                scale.measured(result.other()),
                scale.format(result.median()),
                scale.format(result.least()),
                scale.format(result.most()),
                limit == null ? "-" : scale.format(limit),
                result.verdict().toString());
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
    }
}
