package io.github.sqliteleak.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** The results as a page of the site, with a plot of each series beside it. */
final class Page {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    /** The series that are plotted: what is counted along the first axis, and the second one. */
    private static final Map<String, List<String>> PLOTS =
            Map.of(
                    "depth", List.of("frames on the stack", "open and close, microseconds of CPU"),
                    "held",
                            List.of(
                                    "other connections open",
                                    "open and close, microseconds of CPU"),
                    "writers", List.of("threads", "one transaction, microseconds"));

    private Page() {}

    /**
     * Writes the page, and a file of the same folder's {@code ../resources} for each plot.
     *
     * @param file of Markdown
     * @param circumstances what ran where, in lines
     */
    static void write(Path file, List<String> circumstances, List<Result> results)
            throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("# What the agent costs\n\n");
        page.append(
                """
                This page was written by the command

                ```
                java -jar benchmarks/target/benchmarks.jar --page src/site/markdown/performance.md
                ```

                which takes an hour and a half (half an hour with `--quick`, which makes two rounds of forks), after `mvn -DskipTests package`. Each line sets two sides
                against one another that ran in turn, each in a new process. *pair by pair* is the median
                of what each round says, *least* and *most* are its extremes: the spread within which
                another day's figures should lie. A limit is what the agent aims for; MISSED says that it
                is not there yet. What each benchmark does stands in `benchmarks/README.md`.

                """);
        for (String line : circumstances) {
            page.append("- ").append(line).append('\n');
        }
        page.append('\n').append(ResultTable.markdown(results));
        for (Map.Entry<String, List<Result>> each : series(results).entrySet()) {
            String name = each.getKey() + ".svg";
            Path plots =
                    Files.createDirectories(
                            file.toAbsolutePath()
                                    .resolveSibling("../resources/performance")
                                    .normalize());
            plot(each.getKey(), each.getValue(), plots.resolve(name));
            page.append("\n![").append(String.join(", ", PLOTS.get(each.getKey())));
            page.append("](../resources/performance/").append(name).append(")\n");
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, page);
    }

    private static Map<String, List<Result>> series(List<Result> results) {
        Map<String, List<Result>> series = new LinkedHashMap<>();
        for (Result result : results) {
            String[] name = result.benchmark().split("/", 2);
            if (name.length == 2 && PLOTS.containsKey(name[0])) {
                series.computeIfAbsent(name[0], key -> new ArrayList<>()).add(result);
            }
        }
        return series;
    }

    private static void plot(String series, List<Result> results, Path file) throws IOException {
        List<String> axes = PLOTS.getOrDefault(series, List.of("", ""));
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .xAxisTitle(axes.get(0))
                        .yAxisTitle(axes.get(1))
                        .build();
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        List<Double> numbers = new ArrayList<>();
        List<Double> baseline = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        for (Result result : results) {
            numbers.add(Double.valueOf(result.benchmark().split("/", 2)[1]));
            baseline.add(result.baseline() / 1e3);
            other.add(result.other() / 1e3);
        }
        Comparison compared = results.get(0).comparison();
        chart.addSeries(compared.baseline().name(), numbers, baseline);
        chart.addSeries(compared.other().name(), numbers, other);
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}
