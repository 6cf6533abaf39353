package io.github.sqliteleak.cli;

import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.report.console.TextReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "check", description = "fail when connections leaked: the gate of a build")
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private JudgeOptions options = new JudgeOptions();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongUseException {
        Judgement judgement = options.judge(terminal);
        if (judgement.merged().jvms().isEmpty()) {
            return ExitStatus.INCOMPLETE;
        }
        String directory = terminal.workingDirectory().toString();
        terminal.print(new TextReport(terminal.style(options.full()), directory).render(judgement));
        if (judgement.fails()) {
            return ExitStatus.LEAKS;
        }
        return judgement.problems().isEmpty() ? ExitStatus.CLEAN : ExitStatus.INCOMPLETE;
    }
}
