package io.github.sqliteleak.cli;

import io.github.sqliteleak.files.PlainFile;
import io.github.sqliteleak.judge.Baseline;
import io.github.sqliteleak.judge.Judge;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.PatternException;
import io.github.sqliteleak.judge.Suppressions;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.json.BaselineJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The reports and by what they are judged: what {@code check} and {@code report} share. */
final class JudgeOptions {
    static final String DEFAULT_FOLDER = "sqlite-leaks";
    static final String DEFAULT_SUPPRESSIONS = "sqlite-leak-suppressions.txt";
    static final String DEFAULT_BASELINE = "sqlite-leak-baseline.json";

    private static final String IN_USE = "in-use";
    private static final String DURING_EXIT = "during-exit";

    @Parameters(paramLabel = "PATH")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--suppressions",
            paramLabel = "FILE",
            description = "leaks to pass over (" + DEFAULT_SUPPRESSIONS + " when it exists)")
    private @Nullable String suppressions;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "leaks there were before (" + DEFAULT_BASELINE + " when it exists)")
    private @Nullable String baseline;

    @Option(names = "--allow-pools", description = "a pool may stay open to the end")
    private boolean allowPools;

    @Option(
            names = "--fail-on",
            paramLabel = "KIND,…",
            description = "fail on what is in use at exit (in-use), opened then (during-exit)")
    private @Nullable String failOn;

    @Option(
            names = "--max-lock-timeouts",
            paramLabel = "N",
            description = "fail on more waits for a lock that ended in an error, too")
    private @Nullable Long maxLockTimeouts;

    @Option(
            names = "--newest-run",
            description = "of a program that ran several times, its newest run alone")
    private boolean newestRun;

    @Option(names = "--part", description = "of what both files are for: list none of it as unused")
    private boolean part;

    @Option(names = "--full", description = "in text: all sites, with whole stacks")
    private boolean full;

    boolean full() {
        return full;
    }

    /** Judges what is at the paths, and says on standard error what could not be read. */
    Judgement judge(Terminal terminal) throws WrongUseException {
        Judge judge = judges(terminal).get();
        Inputs inputs = new Inputs(terminal, newestRun);
        List<String> problems = inputs.read(paths, (file, report) -> judge.add(report));
        inputs.notes().forEach(judge::note);
        Judgement judgement = judge.judge(problems);
        judgement.problems().stream().skip(problems.size()).forEach(terminal::say);
        return judgement;
    }

    /**
     * Judges each report by itself.
     *
     * @param judgements gets the file of each, too
     * @return what is missing or cannot be read, a line each
     */
    List<String> judgeEach(Terminal terminal, BiConsumer<Path, Judgement> judgements)
            throws WrongUseException {
        Supplier<Judge> judges = judges(terminal);
        Inputs inputs = new Inputs(terminal, newestRun);
        List<String> problems =
                inputs.read(
                        paths,
                        (file, report) -> {
                            Judge judge = judges.get();
                            judge.add(report);
                            judgements.accept(file, judge.judge(List.of()));
                        });
        inputs.notes().forEach(terminal::say);
        return problems;
    }

    private Supplier<Judge> judges(Terminal terminal) throws WrongUseException {
        List<String> kinds = failOn == null ? List.of() : List.of(failOn.split(",", -1));
        for (String kind : kinds) {
            if (!kind.equals(IN_USE) && !kind.equals(DURING_EXIT)) {
                throw new WrongUseException(
                        "--fail-on" + BadValue.notAllowed(kind) + IN_USE + ", " + DURING_EXIT);
            }
        }
        Long timeouts = maxLockTimeouts == null ? null : Long.valueOf(limit(maxLockTimeouts));
        Suppressions passedOver = readSuppressions(terminal);
        Baseline before = readBaseline(terminal);
        return () -> {
            Judge judge = new Judge(passedOver, before, allowPools);
            if (kinds.contains(IN_USE)) {
                judge.failOnInUse();
            }
            if (kinds.contains(DURING_EXIT)) {
                judge.failOnDuringExit();
            }
            if (timeouts != null) {
                judge.maxLockTimeouts(timeouts);
            }
            if (part) {
                judge.partOnly();
            }
            return judge;
        };
    }

    private static long limit(long given) throws WrongUseException {
        if (given < 0) {
            throw new WrongUseException(
                    "--max-lock-timeouts"
                            + BadValue.notAllowed(Long.toString(given))
                            + BadValue.COUNT);
        }
        return given;
    }

    private Suppressions readSuppressions(Terminal terminal) throws WrongUseException {
        Path file = file(terminal, suppressions, DEFAULT_SUPPRESSIONS);
        if (file == null) {
            return Suppressions.none();
        }
        try {
            return Suppressions.parse(
                    terminal.display(file), PlainFile.read(file).lines().toList());
        } catch (IOException e) {
            throw unreadable("suppressions", terminal, file, e);
        } catch (PatternException e) {
            throw new WrongUseException(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Baseline readBaseline(Terminal terminal) throws WrongUseException {
        Path file = file(terminal, baseline, DEFAULT_BASELINE);
        return file == null ? null : readBaseline(terminal, file);
    }

    static Baseline readBaseline(Terminal terminal, Path file) throws WrongUseException {
        try {
            Baseline read = BaselineJson.read(PlainFile.read(file));
            if (read.isOld()) {
                terminal.say(
                        "the baseline "
                                + terminal.display(file)
                                + " has fingerprints of an earlier version, and sites are looked"
                                + " for by their frames; renew it: baseline --output "
                                + terminal.display(file)
                                + " PATH");
            }
            return read;
        } catch (IOException e) {
            throw unreadable("baseline", terminal, file, e);
        } catch (ReportFormatException e) {
            throw new WrongUseException(
                    "cannot use the baseline " + terminal.display(file) + ": " + e.getMessage());
        }
    }

    private static @Nullable Path file(
            Terminal terminal, @Nullable String given, String defaultName) {
        if (given != null) {
            return terminal.resolve(given);
        }
        Path file = terminal.resolve(defaultName);
        return Files.exists(file) ? file : null;
    }

    private static WrongUseException unreadable(
            String what, Terminal terminal, Path file, IOException e) {
        String reason = e instanceof NoSuchFileException ? "no such file" : ReportLoader.reason(e);
        return new WrongUseException(
                "cannot read the " + what + " " + terminal.display(file) + ": " + reason);
    }
}
