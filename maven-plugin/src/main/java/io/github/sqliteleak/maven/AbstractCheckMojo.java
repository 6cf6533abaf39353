package io.github.sqliteleak.maven;

import io.github.sqliteleak.cli.ExitStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** Runs the gate and makes its verdict that of the build. */
abstract class AbstractCheckMojo extends AbstractJudgeMojo {
    private static final String LOCKS = "lock timeouts: ";

    /** When false, says the same but lets the build go on. */
    @Parameter(property = "sqlite-leak.failOnLeak", defaultValue = "true")
    boolean failOnLeak;

    final void check(Path workingDirectory, List<Path> folders)
            throws MojoExecutionException, MojoFailureException {
        List<String> arguments = judgeArguments("check", folders);
        Verb verb = Verb.run(workingDirectory, arguments);
        refuseWrongUse(verb);
        boolean clean = verb.status() == ExitStatus.CLEAN;
        boolean leaks = verb.status() == ExitStatus.LEAKS;
        Consumer<CharSequence> log = failOnLeak ? getLog()::error : getLog()::warn;
        // With incomplete data alone they say that the rest is clean, which is no error.
        // The name that an option of the command line has here.
        String results = verb.results().replace(" --full", " -Dsqlite-leak.full");
        boolean bad = leaks || (!clean && verb.leftOpen());
        results.stripTrailing().lines().forEach(bad ? log : getLog()::info);
        verb.words().stripTrailing().lines().forEach(clean ? getLog()::warn : log);
        if (leaks) {
            fail(verdict(verb));
        } else if (!clean) {
            fail("incomplete data, so this is no pass: " + reason(verb));
        }
    }

    final void fail(String reason) throws MojoFailureException {
        if (failOnLeak) {
            throw new MojoFailureException(reason);
        }
        getLog().warn(reason);
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String verdict(Verb verb) {
        StringBuilder verdict = new StringBuilder(verb.headline());
        verb.results()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(LOCKS))
                .forEach(line -> verdict.append("; ").append(line));
        return verdict.toString();
    }

    /** The first line of detail; all of them are in the log. */
    private static String reason(Verb verb) {
        List<String> lines = verb.words().lines().map(String::strip).toList();
        return lines.size() > 1 ? lines.get(1) : String.join("", lines);
    }
}
