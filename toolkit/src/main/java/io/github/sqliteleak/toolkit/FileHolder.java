package io.github.sqliteleak.toolkit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that has a database open.
 *
 * @param pid of the process
 * @param command its executable, null when the system does not tell
 * @param uses what it does, as far as its locks show: {@code open}, {@code reading}, {@code
 *     writing}, {@code checkpointing}, {@code recovering}, {@code exclusive}
 */
public record FileHolder(long pid, @Nullable String command, List<String> uses) {
    public FileHolder {
        uses = List.copyOf(uses);
    }

    static FileHolder of(long pid, List<String> uses) {
        Optional<String> command = ProcessHandle.of(pid).flatMap(p -> p.info().command());
        return new FileHolder(pid, command.orElse(null), uses);
    }

    public boolean isThisProcess() {
        return pid == ProcessHandle.current().pid();
    }

    @Override
    public String toString() {
        String name = isThisProcess() ? "this process" : command == null ? "" : command;
        return "pid "
                + pid
                + (name.isEmpty() ? "" : " (" + name + ")")
                + ": "
                + String.join(", ", uses);
    }
}
