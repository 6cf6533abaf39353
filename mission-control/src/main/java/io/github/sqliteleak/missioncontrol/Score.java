package io.github.sqliteleak.missioncontrol;

import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/** Mission Control's scale: 0 is well, from 25 worth knowing, from 75 a warning, 100 the end. */
final class Score {
    private Score() {}

    /**
     * Rises from 0 through 25 at one limit and 75 at the other, towards 100.
     *
     * @return rounded to hundredths, so that what stands at a limit reaches it
     */
    static double of(double value, double information, double warning) {
        double score = RulesToolkit.mapExp100(value, information, warning);
        return Math.rint(score * 100) / 100;
    }
}
