package io.github.sqliteleak.benchmarks.workload;

/** A program that never comes near a database. */
public final class NoDatabase {
    private NoDatabase() {}

    public static void main(String[] args) {}
}
