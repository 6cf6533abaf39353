package io.github.sqliteleak.attach;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A process of this machine, by what the operating system shows of it. Nothing is sent to it, and
 * nothing is known of it where the system does not show it (other than Linux, or another user's).
 */
public final class TargetProcess {
    private static final Charset ISO_8859_1 = StandardCharsets.ISO_8859_1;
    private static final Path ALL = Path.of("/proc");

    /** Signals that have a handler, a bit for each, before the mask in hexadecimal. */
    private static final String CAUGHT = "SigCgt:";

    private static final long QUIT = 1L << (3 - 1);

    private static final List<String> OPTION_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS=", "JDK_JAVA_OPTIONS=", "_JAVA_OPTIONS=");

    private final long pid;
    private final Path folder;

    public TargetProcess(long pid) {
        this(pid, ALL);
    }

    TargetProcess(long pid, Path all) {
        this.pid = pid;
        this.folder = all.resolve(Long.toString(pid));
    }

    public long pid() {
        return pid;
    }

    boolean isThere() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Null when it is not known. */
    @Nullable String user() {
        return ProcessHandle.of(pid).flatMap(process -> process.info().user()).orElse(null);
    }

    /** The name of its program; null when it is not known. */
    @Nullable String program() {
        Optional<String> command = ProcessHandle.of(pid).flatMap(p -> p.info().command());
        return command.map(path -> path.substring(path.lastIndexOf('/') + 1)).orElse(null);
    }

    /** Whether it is a JVM; null when the system does not show it. */
    public @Nullable Boolean isJvm() {
        Boolean shown = maps("libjvm.so");
        return (shown == null && endsBySignal()) ? Boolean.FALSE : shown;
    }

    /**
     * Whether SIGQUIT, by which a JVM is asked to let others attach, would end it. That is shown of
     * processes that hide their memory, too.
     */
    private boolean endsBySignal() {
        try {
            for (String line : Files.readAllLines(folder.resolve("status"), ISO_8859_1)) {
                if (line.startsWith(CAUGHT)) {
                    String caught = line.substring(CAUGHT.length()).strip();
                    return (Long.parseUnsignedLong(caught, 16) & QUIT) == 0;
                }
            }
        } catch (IOException | RuntimeException e) {
            // Not shown.
        }
        return false;
    }

    /**
     * Whether it has loaded the native part of sqlite-jdbc; null when the system does not show it.
     */
    public @Nullable Boolean hasDriver() {
        Boolean loaded = maps("sqlitejdbc");
        return (Boolean.FALSE.equals(loaded) && hasOpen("sqlite-jdbc")) ? Boolean.TRUE : loaded;
    }

    /** Whether it has a jar of the agent's open, or one on its command line. */
    public boolean hasAgent() {
        return hasOpen("sqlite-leak-agent");
    }

    /** Whether its files are not those of this process, as in a container. */
    boolean isElsewhere() {
        try {
            return !Files.readSymbolicLink(folder.resolve("ns/mnt"))
                    .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Its arguments, those in its environment too; empty when the system does not show them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(words("cmdline"));
        for (String variable : words("environ")) {
            for (String name : OPTION_VARIABLES) {
                if (variable.startsWith(name)) {
                    arguments.addAll(List.of(variable.substring(name.length()).split("\\s+")));
                }
            }
        }
        return arguments;
    }

    private List<String> words(String file) {
        try {
            byte[] all = Files.readAllBytes(folder.resolve(file));
            return List.of(new String(all, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    private @Nullable Boolean maps(String library) {
        try {
            // Names need not be UTF-8.
            return Files.readString(folder.resolve("maps"), ISO_8859_1).contains(library);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private boolean hasOpen(String jar) {
        Predicate<String> is = name -> name.contains(jar) && name.endsWith(".jar");
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                Path name = target(descriptor).getFileName();
                if (name != null && is.test(name.toString())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
        return false;
    }

    /** Empty for one that was closed since. */
    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException e) {
            return Path.of("");
        }
    }
}
