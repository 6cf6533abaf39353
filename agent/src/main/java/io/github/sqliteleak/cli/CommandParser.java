package io.github.sqliteleak.cli;

import io.github.sqliteleak.glob.Nearest;
import io.github.sqliteleak.report.Tool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The verbs, and what is said when the arguments are none. */
final class CommandParser {
    private static final String HELP = "help";

    /** In the order of the help page. */
    private static final List<String> VERBS =
            List.of(
                    "check",
                    "report",
                    "baseline",
                    "list",
                    "attach",
                    "detach",
                    "dump",
                    "watch",
                    "jfc",
                    "schema",
                    "version",
                    HELP);

    private final Terminal terminal;
    private final CommandLine commandLine;

    @Command(name = Tool.NAME)
    private static final class Root {}

    /** Knows all verbs. */
    CommandParser(Terminal terminal) {
        this(terminal, VERBS);
    }

    private CommandParser(Terminal terminal, List<String> verbs) {
        this.terminal = terminal;
        commandLine = new CommandLine(new Root());
        for (String verb : verbs) {
            commandLine.addSubcommand(verb(verb));
        }
        // A path may begin with an at sign.
        commandLine.setExpandAtFiles(false);
        commandLine.setExecutionExceptionHandler((e, line, result) -> failed(e));
        if (verbs.size() == VERBS.size()) {
            commandLine.setParameterExceptionHandler((e, arguments) -> wrongUse(explain(e)));
        } else {
            // What is wrong is explained by those who know all verbs.
            commandLine.setParameterExceptionHandler(
                    (e, arguments) -> new CommandParser(terminal).execute(arguments));
        }
    }

    /**
     * For arguments that begin with a verb whose answer is awaited while a server stands still: to
     * look at the options of all of them takes a quarter of a second.
     */
    static CommandParser of(Terminal terminal, String... arguments) {
        boolean one =
                arguments.length > 0 && !arguments[0].equals(HELP) && VERBS.contains(arguments[0]);
        return one
                ? new CommandParser(terminal, List.of(arguments[0]))
                : new CommandParser(terminal);
    }

    private Object verb(String name) {
        return switch (name) {
            case "check" -> new CheckCommand(terminal);
            case "report" -> new ReportCommand(terminal);
            case "baseline" -> new BaselineCommand(terminal);
            case "list" -> new ListCommand(terminal);
            case "attach" -> new AttachCommand(terminal);
            case "detach" -> new DetachCommand(terminal);
            case "dump" -> new DumpCommand(terminal);
            case "watch" -> new WatchCommand(terminal);
            case "jfc" -> new JfcCommand(terminal);
            case "schema" -> new SchemaCommand(terminal);
            case "version" -> new VersionCommand(terminal);
            case HELP -> new HelpCommand(terminal, commandLine);
            default -> throw new IllegalArgumentException(name);
        };
    }

    CommandLine commandLine() {
        return commandLine;
    }

    int run(String... arguments) {
        int status = execute(arguments);
        String lost = terminal.lostResults();
        return lost == null ? status : wrongUse(lost);
    }

    private int execute(String... arguments) {
        List<String> words = Arrays.asList(arguments);
        if (words.isEmpty()) {
            terminal.err().print(HelpPage.all(commandLine));
            return ExitStatus.WRONG_USE;
        }
        if (words.contains("--help") || words.contains("-h")) {
            String verb = words.get(0);
            CommandLine all = new CommandParser(terminal).commandLine;
            return verb.startsWith("-") ? all.execute(HELP) : all.execute(HELP, verb);
        }
        if (words.get(0).equals("--version") || words.get(0).equals("-V")) {
            return commandLine.execute("version");
        }
        String empty = BadValue.empty(words);
        if (empty != null) {
            return wrongUse(empty);
        }
        return commandLine.execute(arguments);
    }

    private int wrongUse(String words) {
        terminal.say(words);
        return ExitStatus.WRONG_USE;
    }

    private int failed(Exception failure) {
        if (failure instanceof WrongUseException) {
            return wrongUse(String.valueOf(failure.getMessage()));
        }
        return LastWords.of(failure, terminal);
    }

    private static String explain(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return explain(e.getCommandLine(), unmatched.getUnmatched().get(0));
        }
        OptionSpec option = BadValue.option(e);
        if (option != null) {
            return BadValue.explain(e, option);
        }
        String process = BadValue.process(e);
        if (process != null) {
            return process;
        }
        String message = String.valueOf(e.getMessage());
        int newline = message.indexOf('\n');
        return newline < 0 ? message : message.substring(0, newline);
    }

    private static String explain(CommandLine line, String word) {
        if (line.getParent() == null) {
            return unknownVerb(word, line.getSubcommands().keySet());
        }
        if (!word.startsWith("-")) {
            return line.getCommandName() + " takes no argument \"" + word + '"';
        }
        int equals = word.indexOf('=');
        String option = equals < 0 ? word : word.substring(0, equals);
        List<String> options = new ArrayList<>();
        for (OptionSpec spec : line.getCommandSpec().options()) {
            options.add(spec.longestName());
        }
        String verbs = verbsWith(option, line.getParent());
        return "unknown option \""
                + option
                + '"'
                + (verbs.isEmpty()
                        ? nearest(option, options)
                        : ": " + option + " belongs to " + verbs + all(options));
    }

    /** Those that take this option, to be read out; empty when there are none. */
    private static String verbsWith(String option, CommandLine root) {
        List<String> verbs = new ArrayList<>();
        root.getSubcommands()
                .forEach(
                        (verb, line) -> {
                            if (line.getCommandSpec().findOption(option) != null) {
                                verbs.add(verb);
                            }
                        });
        return String.join(" and ", verbs);
    }

    static String unknownVerb(String word, Collection<String> verbs) {
        // Other programs have as options what are verbs here: --version, -V.
        return "unknown verb \"" + word + '"' + nearest(word, verbs);
    }

    private static String nearest(String word, Collection<String> words) {
        String nearest = Nearest.of(word, words);
        return (nearest == null ? "" : "; nearest: " + nearest) + all(words);
    }

    private static String all(Collection<String> words) {
        return words.isEmpty() ? "; there are none here" : "; all: " + String.join(", ", words);
    }
}
