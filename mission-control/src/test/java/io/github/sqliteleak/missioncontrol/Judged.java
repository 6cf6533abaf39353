package io.github.sqliteleak.missioncontrol;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/** What a rule said of a recording, asked as Mission Control asks. */
record Judged(IResult result) {

    static Judged by(IRule rule, IItemCollection items) throws Exception {
        Map<IRule, Future<IResult>> results =
                RulesToolkit.evaluateParallel(Set.of(rule), items, null, 1);
        return new Judged(results.get(rule).get());
    }

    /** Asked without a look at what events it requires. */
    static Judged directly(IRule rule, IItemCollection items) throws Exception {
        RunnableFuture<IResult> evaluation =
                rule.createEvaluation(items, IPreferenceValueProvider.DEFAULT_VALUES, null);
        evaluation.run();
        return new Judged(evaluation.get());
    }

    double score() {
        return result.getResult(TypedResult.SCORE).doubleValue();
    }

    Severity severity() {
        return result.getSeverity();
    }

    String worstSite() {
        return result.getResult(SqliteRule.WORST_SITE);
    }

    /** All that is shown. */
    String text() {
        return String.join(
                "\n",
                String.valueOf(result.getSummary()),
                String.valueOf(result.getExplanation()),
                String.valueOf(result.getSolution()));
    }
}
