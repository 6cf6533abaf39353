package io.github.sqliteleak.benchmarks;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long to measure.
 *
 * @param processes rounds of whole processes
 * @param forks rounds of JMH forks
 * @param warmups iterations of a fork that do not count
 * @param iterations iterations of a fork that count
 * @param iteration how long each of them is
 */
record Effort(int processes, int forks, int warmups, int iterations, TimeValue iteration) {
    /** About five minutes on an idle machine. */
    static final Effort FULL = new Effort(21, 7, 5, 6, TimeValue.milliseconds(200));

    /** About one minute; its ratios say no more than whether something is badly off. */
    static final Effort QUICK = new Effort(7, 2, 4, 4, TimeValue.milliseconds(200));

    Effort withRounds(int rounds) {
        return new Effort(rounds, rounds, warmups, iterations, iteration);
    }
}
