package io.github.sqliteleak.missioncontrol;

import java.util.Locale;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;

/** From where on a rule speaks, as preferences that Mission Control lets the user change. */
record Limits(TypedPreference<IQuantity> information, TypedPreference<IQuantity> warning) {

    static Limits of(String rule, IQuantity information, IQuantity warning) {
        String key = "sqlite." + rule.toLowerCase(Locale.ROOT);
        return new Limits(
                preference(key + ".info.limit", "information", information),
                preference(key + ".warning.limit", "warning", warning));
    }

    /** Both limits and the value are in the unit that the limits have by default. */
    double score(double value, IPreferenceValueProvider preferences) {
        return Score.of(value, in(information, preferences), in(warning, preferences));
    }

    private static double in(
            TypedPreference<IQuantity> limit, IPreferenceValueProvider preferences) {
        return preferences
                .getPreferenceValue(limit)
                .doubleValueIn(limit.getDefaultValue().getUnit());
    }

    private static TypedPreference<IQuantity> preference(
            String key, String limit, IQuantity value) {
        return new TypedPreference<>(
                key,
                Texts.shared("limit." + limit + ".name"),
                Texts.shared("limit." + limit + ".description"),
                value.getType(),
                value);
    }
}
