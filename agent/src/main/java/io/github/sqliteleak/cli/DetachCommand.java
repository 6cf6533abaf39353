package io.github.sqliteleak.cli;

import io.github.sqliteleak.attach.Request;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "detach", description = "stop tracking in a running JVM, and have it report")
final class DetachCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "PID")
    private long pid;

    DetachCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return AttachedJvm.ask(terminal, pid, new Request(Request.Kind.DETACH, ""));
    }
}
