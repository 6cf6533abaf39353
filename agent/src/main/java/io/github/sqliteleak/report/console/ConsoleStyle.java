package io.github.sqliteleak.report.console;

/**
 * How the console report looks.
 *
 * @param full whole stacks, all sites and uncut SQL, instead of a summary
 * @param colour with ANSI colours
 * @param unicode with {@code →} and {@code …}; else with {@code ->} and {@code ...}, for a stream
 *     that cannot encode them
 */
public record ConsoleStyle(boolean full, boolean colour, boolean unicode) {}
