package io.github.sqliteleak.benchmarks;

/**
 * How long to measure.
 *
 * @param processes rounds of whole processes
 * @param forks rounds of JMH forks
 * @param iterations batches of a fork that count
 */
record Effort(int processes, int forks, int iterations) {
    /** About an hour and a half on an idle machine. */
    static final Effort FULL = new Effort(15, 5, 10);

    /** About half an hour; its ratios say no more than whether something is badly off. */
    static final Effort QUICK = new Effort(5, 2, 5);

    Effort withRounds(int rounds) {
        return new Effort(rounds, rounds, iterations);
    }
}
