package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.Tool;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "version", description = "name and version")
final class VersionCommand implements Callable<Integer> {
    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.print(Tool.NAME + ' ' + Tool.version() + '\n');
        return ExitStatus.CLEAN;
    }
}
