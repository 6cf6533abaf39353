package io.github.sqliteleak.cli;

import io.github.sqliteleak.attach.Request;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "attach", description = "track the connections of a running JVM from now on")
final class AttachCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "PID")
    private long pid;

    @Parameters(index = "1", arity = "0..1", paramLabel = "OPTIONS")
    private @Nullable String options;

    AttachCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return AttachedJvm.ask(
                terminal, pid, new Request(Request.Kind.ATTACH, options == null ? "" : options));
    }
}
