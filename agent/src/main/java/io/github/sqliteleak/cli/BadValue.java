package io.github.sqliteleak.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;

/** What is said of an option with a value that cannot be: its name, the value, what is allowed. */
final class BadValue {
    static final String COUNT = "a whole number from 0 to " + Long.MAX_VALUE;

    private BadValue() {}

    /** The one that the parser stopped at, null when it was something else. */
    static @Nullable OptionSpec option(ParameterException e) {
        return at(e) instanceof OptionSpec option ? option : null;
    }

    /** What is wrong with a process id; null when it was something else. */
    static @Nullable String process(ParameterException e) {
        if (!(at(e) instanceof PositionalParamSpec process)) {
            return null;
        }
        return e instanceof MissingParameterException
                ? e.getCommandLine().getCommandName() + " needs a " + process.paramLabel()
                : process.paramLabel() + notAllowed(e.getValue()) + "a process id";
    }

    private static @Nullable ArgSpec at(ParameterException e) {
        ArgSpec at = e.getArgSpec();
        if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
            at = missing.getMissing().get(0);
        } else if (e instanceof OverwrittenOptionException twice) {
            at = twice.getOverwritten();
        }
        return at;
    }

    static String explain(ParameterException e, OptionSpec option) {
        String name = option.longestName();
        if (e instanceof OverwrittenOptionException) {
            return name + " is given more than once; allowed: once";
        }
        if (e instanceof MissingParameterException) {
            return name + " has no value; allowed: " + name + ' ' + option.paramLabel();
        }
        if (option.arity().max() == 0) {
            return name + notAllowed(e.getValue()) + "nothing behind " + name;
        }
        return name + notAllowed(e.getValue()) + COUNT;
    }

    /** A variable that a script did not set, most likely; null when no word is empty. */
    static @Nullable String empty(List<String> words) {
        String before = "";
        for (String word : words) {
            boolean option = word.startsWith("--") && word.endsWith("=");
            if (option || (word.isEmpty() && before.startsWith("--"))) {
                return (option ? word.substring(0, word.length() - 1) : before)
                        + notAllowed("")
                        + "a value that is not empty";
            }
            if (word.isEmpty()) {
                return "\"\" is no path; allowed: a file, a folder or a glob";
            }
            before = word;
        }
        return null;
    }

    static String notAllowed(String value) {
        return ": \"" + value + "\" is not allowed; allowed: ";
    }
}
