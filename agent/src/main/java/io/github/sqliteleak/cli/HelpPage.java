package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.Tool;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Verbs and options on one page, made from what the parser knows. */
final class HelpPage {
    private static final int COLUMN = 28;

    private static final String PATHS =
            """

            PATH is a report, a folder that holds some at any depth, or a glob; sqlite-leaks when
            there is none. What several JVMs wrote is added up.
            """;

    private static final String SUPPRESSIONS =
            """

            A suppressions file has a pattern a line, and # before comments: open:CLASS#METHOD of
            the open site, any:CLASS#METHOD of any frame, test:NAME, db:PATH, fp:FINGERPRINT. Globs
            match the whole of it: * is any run of characters, ? any one.
            """;

    private static final String ENDING =
            """

            Results go to standard output, words to standard error. Exit status: 0 clean, 1 leaks,
            2 wrong use, 3 no data or incomplete data, 4 a JVM cannot be attached to. Only check ends
            with 1.
            """;

    private HelpPage() {}

    static String all(CommandLine commandLine) {
        StringBuilder page = begin("VERB [OPTION...] [PATH...]");
        for (CommandLine verb : commandLine.getSubcommands().values()) {
            append(page, verb);
        }
        return page.append(PATHS).append(SUPPRESSIONS).append(ENDING).toString();
    }

    /** The part of it that is about one verb. */
    static String of(CommandLine verb) {
        boolean options = !verb.getCommandSpec().options().isEmpty();
        String positional = positional(verb);
        StringBuilder page =
                begin(verb.getCommandName() + (options ? " [OPTION...]" : "") + positional);
        append(page, verb);
        page.append(positional.contains("PATH") ? PATHS : "");
        page.append(verb.getCommandSpec().findOption("--suppressions") == null ? "" : SUPPRESSIONS);
        return page.append(ENDING).toString();
    }

    private static StringBuilder begin(String usage) {
        StringBuilder page = new StringBuilder();
        page.append(Tool.NAME).append(' ').append(Tool.version());
        page.append(": names the SQLite connections that nobody closed\n\n");
        page.append("usage: java -jar ").append(Tool.NAME).append(".jar ");
        return page.append(usage).append("\n\n");
    }

    private static void append(StringBuilder page, CommandLine verb) {
        String name = verb.getCommandName() + positional(verb);
        append(page, "  " + name, verb.getCommandSpec().usageMessage().description());
        for (OptionSpec option : verb.getCommandSpec().options()) {
            String value = option.arity().max() == 0 ? "" : ' ' + option.paramLabel();
            append(page, "    " + option.longestName() + value, option.description());
        }
    }

    private static String positional(CommandLine verb) {
        StringBuilder text = new StringBuilder();
        for (PositionalParamSpec spec : verb.getCommandSpec().positionalParameters()) {
            String more = spec.isMultiValue() ? "..." : "";
            boolean optional = spec.arity().min() == 0;
            text.append(optional ? " [" : " ").append(spec.paramLabel()).append(more);
            text.append(optional ? "]" : "");
        }
        return text.toString();
    }

    private static void append(StringBuilder page, String name, String... description) {
        page.append(name);
        int width = name.length();
        for (String line : description) {
            page.append(" ".repeat(COLUMN - width)).append(line).append('\n');
            width = 0;
        }
    }
}
