package io.github.sqliteleak.cli;

import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.console.TextReport;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "check", description = "fail when connections leaked: the gate of a build")
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private JudgeOptions options = new JudgeOptions();

    @Option(
            names = "--max-lock-timeouts",
            paramLabel = "N",
            description = "fail on more waits for a lock that ended in an error, too")
    private @Nullable Long maxLockTimeouts;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongUseException {
        if (maxLockTimeouts != null && maxLockTimeouts < 0) {
            String value = maxLockTimeouts.toString();
            throw new WrongUseException(
                    "--max-lock-timeouts" + BadValue.notAllowed(value) + BadValue.COUNT);
        }
        Judgement judgement = options.judge(terminal);
        if (judgement.merged().jvms().isEmpty()) {
            return ExitStatus.INCOMPLETE;
        }
        String directory = terminal.workingDirectory().toString();
        terminal.print(new TextReport(terminal.style(options.full()), directory).render(judgement));
        int locks = maxLockTimeouts == null ? ExitStatus.CLEAN : checkLocks(judgement);
        if (!judgement.failing().isEmpty() || locks == ExitStatus.LEAKS) {
            return ExitStatus.LEAKS;
        }
        return judgement.problems().isEmpty() ? locks : ExitStatus.INCOMPLETE;
    }

    private int checkLocks(Judgement judgement) {
        Totals totals = judgement.merged().totals();
        long timeouts = totals.lockTimeouts() == null ? 0 : totals.lockTimeouts();
        if (maxLockTimeouts != null && timeouts > maxLockTimeouts) {
            terminal.print(
                    "\n  lock timeouts: " + timeouts + ", allowed: " + maxLockTimeouts + "\n");
            return ExitStatus.LEAKS;
        }
        int unknown = judgement.merged().lockTimeoutsUnknown();
        if (unknown > 0) {
            terminal.say("lock timeouts were not counted in all JVMs; not in " + unknown);
            return ExitStatus.INCOMPLETE;
        }
        return ExitStatus.CLEAN;
    }
}
