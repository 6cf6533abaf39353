package io.github.sqliteleak.cli;

import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.report.ci.GithubAnnotations;
import io.github.sqliteleak.report.ci.GitlabCodeQuality;
import io.github.sqliteleak.report.ci.JunitXml;
import io.github.sqliteleak.report.ci.MarkdownSummary;
import io.github.sqliteleak.report.ci.Sarif;
import io.github.sqliteleak.report.ci.SourceRoots;
import io.github.sqliteleak.report.console.TextReport;
import io.github.sqliteleak.report.html.HtmlReport;
import io.github.sqliteleak.report.json.MergedJson;
import io.github.sqliteleak.report.json.Ndjson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "report", description = "show what check judges, to people and build servers")
final class ReportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private JudgeOptions options = new JudgeOptions();

    @Option(names = "--format", paramLabel = "FORMAT", description = ReportFormat.NAMES)
    private String format = "text";

    @Option(
            names = "--source",
            paramLabel = "FOLDER",
            description = "root of sources, as often as needed (src/*/java, here and in modules)")
    private List<String> sources = new ArrayList<>();

    @Option(names = "--output", paramLabel = "FILE", description = "instead of standard output")
    private @Nullable String output;

    @Option(names = "--force", description = "write to FILE when it is a symbolic link, too")
    private boolean force;

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongUseException {
        ReportFormat which = ReportFormat.of(format);
        return which == ReportFormat.NDJSON ? lines() : whole(which);
    }

    private int whole(ReportFormat which) throws WrongUseException {
        JudgementRenderer renderer = renderer(which, terminal, sources, options.full());
        // Without any report, too: what an earlier run wrote must not stand for this one.
        Judgement judgement = options.judge(terminal);
        return write(
                renderer.render(judgement), renderer instanceof TextReport, judgement.problems());
    }

    /** Those of each JVM: which one it was is what a table of many is asked for. */
    private int lines() throws WrongUseException {
        StringBuilder lines = new StringBuilder();
        List<String> problems =
                options.judgeEach(
                        terminal,
                        (file, judgement) ->
                                lines.append(new Ndjson(terminal.display(file)).render(judgement)));
        return write(lines.toString(), false, problems);
    }

    private int write(String text, boolean forPeople, List<String> problems)
            throws WrongUseException {
        if (output != null) {
            OutputFile.write(terminal, output, text, force);
        } else if (forPeople) {
            terminal.print(text);
        } else {
            terminal.printUtf8(text);
        }
        return problems.isEmpty() ? ExitStatus.CLEAN : ExitStatus.INCOMPLETE;
    }

    /**
     * @param sources roots of sources as they were given; empty to look for them
     */
    static JudgementRenderer renderer(
            ReportFormat which, Terminal terminal, List<String> sources, boolean full) {
        return switch (which) {
            case TEXT ->
                    new TextReport(terminal.style(full), terminal.workingDirectory().toString());
            case HTML -> new HtmlReport(terminal.workingDirectory().toString());
            case JSON -> new MergedJson();
            case NDJSON -> new Ndjson(null);
            case JUNIT -> new JunitXml();
            case SARIF -> new Sarif(sourceRoots(terminal, sources));
            case GITLAB -> new GitlabCodeQuality(sourceRoots(terminal, sources));
            case MARKDOWN -> new MarkdownSummary(terminal.workingDirectory().toString());
            case GITHUB -> new GithubAnnotations(sourceRoots(terminal, sources));
        };
    }

    private static SourceRoots sourceRoots(Terminal terminal, List<String> sources) {
        if (sources.isEmpty()) {
            return SourceRoots.find(terminal.workingDirectory());
        }
        List<Path> roots = new ArrayList<>();
        for (String source : sources) {
            roots.add(terminal.resolve(source));
        }
        return SourceRoots.of(terminal.workingDirectory(), roots);
    }
}
