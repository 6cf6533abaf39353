package io.github.sqliteleak.benchmarks;

/**
 * One of those that run in turn.
 *
 * @param name what the table calls it
 */
record Side(String name, Measurement measurement) {}
