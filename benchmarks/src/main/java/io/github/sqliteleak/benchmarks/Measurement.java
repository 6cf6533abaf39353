package io.github.sqliteleak.benchmarks;

import java.io.IOException;

/** Something that can be measured again and again. */
interface Measurement {
    /**
     * Measures once, in a new process.
     *
     * @return nanoseconds
     * @throws IOException when it failed to run; the message is for the user
     */
    double measure() throws IOException, InterruptedException;
}
