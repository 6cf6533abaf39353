package io.github.sqliteleak.benchmarks;

import java.nio.file.Path;
import java.util.List;
import joptsimple.OptionException;
import joptsimple.OptionParser;
import joptsimple.OptionSet;
import joptsimple.OptionSpec;
import joptsimple.util.PathConverter;
import joptsimple.util.PathProperties;
import org.jspecify.annotations.Nullable;

/**
 * The options.
 *
 * @param only benchmarks asked for, empty for all
 * @param jdk home of the JDK that is measured on, null for the one that runs this
 * @param agent the agent's jar, null for the one that this build has made
 * @param page the file of Markdown to write, null for none
 * @param check whether a limit that is missed fails the run
 */
record CommandLine(
        List<String> only,
        Effort effort,
        @Nullable Path jdk,
        @Nullable Path agent,
        @Nullable Path page,
        boolean check,
        boolean help) {

    static final String HELP =
            """
            Usage: java -jar benchmarks.jar [OPTION]...
            What the agent costs: each measurement beside its baseline, in turn, round by round.

              --only NAME,...  these benchmarks, of:
                               start-up             CPU time of a JVM without SQLite
                               first-connection     CPU time of a JVM that opens and closes one
                               leaked-connection    CPU time of a JVM that opens one and leaks it
                               exit-1000            CPU time of a JVM that leaks 1,000 in WAL mode
                               exit-5000            the same with 5,000
                               open-close-memory    60 frames deep, :memory:
                               open-close-source    the same by SQLiteDataSource
                               open-close-wal       60 frames deep, a file in WAL mode
                               open-close-bytes     bytes of the heap for open-close-memory
                               prepared-query       SELECT ?, prepared once, one row
                               prepared-query-mixed the same in a JVM that has done other work
                               unprepared-query     SELECT 1, one row
                               pragma               PRAGMA user_version as a query
                               wal-insert           one row, autocommit
                               batch                1000 rows in one transaction
                               begin-insert-commit  one row in a transaction
                               scan                 1000 rows
                               borrow               HikariCP, borrow and give back
                               borrow-h2            the same of another database's pool
                               recorded-open        open-close-memory under a default recording
                               recorded-query       prepared-query under a default recording
                               writers              short transactions that wait for each other,
                                                    writers/1, /2, /4 and /8 threads
                               writers-cpu          their CPU time, writers-cpu/4 and /8
                               depth                open-close-memory at 10 to 500 frames
                               held                 open-close-memory beside 0 to 5,000 that are open
                               kept-bytes           of the heap for each of 5,000 open connections
                               collections          of 200,000 openings in 128 MB
                               many-reports         check of 1,000 reports, 50,000 leaks
                               test-database        a test's own :memory:, by hand and by @TestDatabase
                               test-template        100 tables for a test, by script and by template
                               test-template-file   the same in files
                               reader               one row, the toolkit beside HikariCP
                               eight-readers        the same with eight threads
                               transaction          one insert, the toolkit beside HikariCP
                               write-queue          the toolkit beside a queue made by hand
              --rounds N       how often each side runs (default: 21 whole processes, 6 forks)
              --quick          half an hour instead of an hour and a half, and coarse
              --page FILE      write a page of Markdown as well, with plots
              --jdk HOME       the JDK to measure on (default: the one that runs this)
              --agent JAR      default: agent/target/sqlite-leak-agent.jar of this build
              --check          exit with 1 when a limit is missed
              --help           this page

            Exit status: 0 measured, 1 a limit was missed (--check), 2 wrong use, 3 failed to run.
            """;

    /** Throws {@link IllegalArgumentException} with one line that says what is wrong. */
    static CommandLine parse(String... args) {
        OptionParser parser = new OptionParser(false);
        OptionSpec<String> only =
                parser.accepts("only").withRequiredArg().withValuesSeparatedBy(',');
        OptionSpec<Integer> rounds =
                parser.accepts("rounds").withRequiredArg().ofType(Integer.class);
        OptionSpec<Path> jdk =
                parser.accepts("jdk")
                        .withRequiredArg()
                        .withValuesConvertedBy(
                                new PathConverter(PathProperties.DIRECTORY_EXISTING));
        OptionSpec<Path> agent =
                parser.accepts("agent")
                        .withRequiredArg()
                        .withValuesConvertedBy(new PathConverter(PathProperties.FILE_EXISTING));
        OptionSpec<Path> page =
                parser.accepts("page").withRequiredArg().withValuesConvertedBy(new PathConverter());
        OptionSpec<?> quick = parser.accepts("quick");
        OptionSpec<?> check = parser.accepts("check");
        OptionSpec<?> help = parser.accepts("help");
        try {
            OptionSet given = parser.parse(args);
            if (!given.nonOptionArguments().isEmpty()) {
                throw new IllegalArgumentException(
                        "not an option: " + given.nonOptionArguments().get(0));
            }
            Effort effort = given.has(quick) ? Effort.QUICK : Effort.FULL;
            if (given.has(rounds)) {
                if (given.valueOf(rounds) < 1) {
                    throw new IllegalArgumentException("--rounds needs a number from 1");
                }
                effort = effort.withRounds(given.valueOf(rounds));
            }
            return new CommandLine(
                    given.valuesOf(only),
                    effort,
                    given.valueOf(jdk),
                    given.valueOf(agent),
                    given.valueOf(page),
                    given.has(check),
                    given.has(help));
        } catch (OptionException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
