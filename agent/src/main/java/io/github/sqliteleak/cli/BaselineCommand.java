package io.github.sqliteleak.cli;

import io.github.sqliteleak.judge.Baseline;
import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.Judge;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.Suppressions;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.json.BaselineJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "baseline", description = "write down the leaks of today, for check to pass over")
final class BaselineCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PATH")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--keep",
            paramLabel = "FILE",
            description = "a baseline to keep the sites and larger counts of")
    private @Nullable String keep;

    @Option(
            names = "--newest-run",
            description = "of a program that ran several times, its newest run alone")
    private boolean newestRun;

    @Option(names = "--output", paramLabel = "FILE", description = "instead of standard output")
    private @Nullable String output;

    @Option(names = "--force", description = "write to FILE when it is a symbolic link, too")
    private boolean force;

    BaselineCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongUseException {
        Judge judge = new Judge(Suppressions.none(), null, false);
        Inputs inputs = new Inputs(terminal, newestRun);
        Judgement judgement = judge.judge(inputs.read(paths, (file, report) -> judge.add(report)));
        inputs.notes().forEach(terminal::say);
        if (judgement.merged().jvms().isEmpty()) {
            return ExitStatus.INCOMPLETE;
        }
        List<LeakSite> groups = new ArrayList<>();
        for (Finding finding : judgement.findings()) {
            if (!finding.status().isAside()) {
                groups.add(finding.group());
            }
        }
        Baseline baseline = Baseline.of(groups);
        if (keep != null) {
            Baseline kept = JudgeOptions.readBaseline(terminal, terminal.resolve(keep));
            // Fingerprints of an earlier version would find nothing in the new file.
            baseline = kept.isOld() ? baseline : baseline.with(kept);
        }
        if (output == null) {
            terminal.printUtf8(BaselineJson.write(baseline));
        } else {
            OutputFile.write(terminal, output, BaselineJson.write(baseline), force);
        }
        return judgement.problems().isEmpty() ? ExitStatus.CLEAN : ExitStatus.INCOMPLETE;
    }
}
