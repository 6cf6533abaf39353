package io.github.sqliteleak.missioncontrol;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.AbstractRule;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IResultValueProvider;
import org.openjdk.jmc.flightrecorder.rules.ResultBuilder;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/**
 * A rule with two limits: what reaches the first is worth knowing, what reaches the second is a
 * warning. It is not applicable when the agent did not run, or what it judges was not watched; when
 * the agent ran and found nothing, the result is OK. Mission Control is told of no event that the
 * rule requires: a JVM without SQLite has none, and is well.
 */
abstract class SqliteRule extends AbstractRule {
    static final String TOPIC = "SQLite";

    /** How many events the result rests on. */
    static final TypedResult<IQuantity> COUNT =
            new TypedResult<>(
                    "sqliteCount",
                    Texts.shared("count.name"),
                    Texts.shared("count.description"),
                    UnitLookup.NUMBER,
                    IQuantity.class);

    /** Where to look first. */
    static final TypedResult<String> WORST_SITE =
            new TypedResult<>(
                    "sqliteWorstSite",
                    Texts.shared("worst.name"),
                    Texts.shared("worst.description"),
                    UnitLookup.PLAIN_TEXT,
                    String.class);

    private static final Collection<TypedResult<?>> RESULTS =
            List.of(TypedResult.SCORE, COUNT, WORST_SITE);

    private final Texts texts;
    private final Limits limits;
    private final List<String> events;

    /**
     * @param name without white space; the words and preferences go by it
     * @param events what it cannot judge without
     */
    SqliteRule(String name, IQuantity information, IQuantity warning, String... events) {
        this(name, Limits.of(name, information, warning), events);
    }

    private SqliteRule(String name, Limits limits, String... events) {
        super(
                "Sqlite" + name,
                Texts.shared(name + ".name"),
                TOPIC,
                List.<TypedPreference<?>>of(limits.information(), limits.warning()),
                RESULTS,
                Map.of());
        this.texts = new Texts(name);
        this.limits = limits;
        this.events = List.of(events);
    }

    abstract Finding judge(RecordingView recording);

    final Texts texts() {
        return texts;
    }

    @Override
    protected IResult getResult(
            IItemCollection items,
            IPreferenceValueProvider preferences,
            IResultValueProvider dependencies) {
        RecordingView recording = new RecordingView(items);
        AgentTrace trace = AgentTrace.in(recording);
        if (trace == AgentTrace.NO_SQLITE) {
            return result(Finding.none(Texts.shared("agent.no.sqlite"), null), preferences);
        }
        @Nullable String obstacle = obstacle(trace, recording);
        return obstacle == null
                ? result(judge(recording), preferences)
                : RulesToolkit.getNotApplicableResult(this, preferences, obstacle);
    }

    /** Why this cannot be judged; null when it can. */
    private @Nullable String obstacle(AgentTrace trace, RecordingView recording) {
        if (trace == AgentTrace.NONE) {
            return Texts.shared("agent.none");
        }
        if (trace == AgentTrace.DRIVER_NOT_FOLLOWED) {
            return Texts.shared("agent.driver");
        }
        for (String event : events) {
            if (!recording.knows(event)) {
                return Texts.shared("unwatched", event);
            }
            if (recording.isOff(event)) {
                return Texts.shared("off", event);
            }
        }
        return null;
    }

    private IResult result(Finding found, IPreferenceValueProvider preferences) {
        double score = limits.score(found.value(), preferences);
        ResultBuilder result =
                ResultBuilder.createFor(this, preferences)
                        .setSeverity(Severity.get(score))
                        .setSummary(found.summary())
                        .setExplanation(found.explanation())
                        .setSolution(found.solution())
                        .addResult(TypedResult.SCORE, UnitLookup.NUMBER_UNITY.quantity(score))
                        .addResult(COUNT, UnitLookup.NUMBER_UNITY.quantity(found.count()));
        if (found.worstSite() != null) {
            result.addResult(WORST_SITE, found.worstSite());
        }
        return result.build();
    }
}
