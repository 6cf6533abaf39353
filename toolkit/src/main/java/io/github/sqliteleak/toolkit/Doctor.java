package io.github.sqliteleak.toolkit;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Examines a database from the command line: who holds it, its WAL, what a crash left, integrity,
 * foreign keys, settings. Without {@code --fix} not a byte changes.
 */
public final class Doctor {
    private static final int HEALTHY = 0;
    private static final int FINDINGS = 1;
    private static final int WRONG_USE = 2;
    private static final String FIX = "--fix";
    private static final String USAGE =
            """
            Usage: java -cp sqlite-leak-toolkit.jar:sqlite-jdbc.jar \\
                     io.github.sqliteleak.toolkit.Doctor data.db [--fix]

              --fix   recover what a crash left, by a checkpoint; never deletes a WAL with frames

            Exit status: 0 healthy, 1 findings, 2 wrong use
            """;

    private final PrintStream out;

    private Doctor(PrintStream out) {
        this.out = out;
    }

    /** Ends the JVM with 0 healthy, 1 findings, 2 wrong use. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        if (List.of(args).contains("--help")) {
            out.print(USAGE);
            return HEALTHY;
        }
        List<String> files = Arrays.stream(args).filter(arg -> !arg.startsWith("--")).toList();
        boolean fix = List.of(args).contains(FIX);
        if (files.size() != 1 || args.length != (fix ? 2 : 1)) {
            err.print(USAGE);
            return WRONG_USE;
        }
        try {
            Path file = Path.of(files.get(0));
            if (!Files.isRegularFile(file)) {
                err.println("There is no such file: " + file);
                return WRONG_USE;
            }
            return new Doctor(out).examine(file.toAbsolutePath(), fix);
        } catch (InvalidPathException e) {
            err.println("Not a path: " + files.get(0));
            return WRONG_USE;
        }
    }

    private int examine(Path file, boolean fix) {
        Examination examination = Examination.of(file);
        print(file, examination);
        if (fix && examination.findings().stream().anyMatch(Finding::fixable)) {
            Repair repair = Repair.run(file, examination);
            out.println("\nFixing: " + repair.text());
            if (repair.tried()) {
                examination = Examination.of(file);
                out.println();
                print(file, examination);
            }
        }
        return examination.findings().isEmpty() ? HEALTHY : FINDINGS;
    }

    private void print(Path file, Examination examination) {
        out.println(file);
        examination.facts().forEach((name, value) -> out.printf("  %-16s%s%n", name, value));
        for (Finding finding : examination.findings()) {
            out.printf("%nFINDING: %s%n", finding.text().strip().replace("\n", "\n  "));
            if (!finding.cure().isEmpty()) {
                out.printf("  Cure: %s%n", finding.cure());
            }
        }
        int count = examination.findings().size();
        out.printf(
                "%n%s%n", count == 0 ? "Healthy" : count == 1 ? "1 finding" : count + " findings");
    }
}
