package io.github.sqliteleak.missioncontrol;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmc.common.IDisplayable;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;

/** The words of one rule, from {@code messages.properties}, and how quantities are written. */
final class Texts {
    private static final ResourceBundle BUNDLE =
            ResourceBundle.getBundle(
                    "io.github.sqliteleak.missioncontrol.messages",
                    Locale.getDefault(),
                    Texts.class.getClassLoader());

    private final String rule;

    Texts(String rule) {
        this.rule = rule;
    }

    String of(String key, Object... values) {
        return shared(rule + '.' + key, values);
    }

    /** As {@link #of}, with words of their own for one. */
    String counted(String key, long count, Object... values) {
        return of(count == 1 ? key + ".one" : key, values);
    }

    /** Sentences, of which some are empty. */
    static String sentences(String... sentences) {
        return Stream.of(sentences)
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Words that several rules use. */
    static String shared(String key, Object... values) {
        return new MessageFormat(BUNDLE.getString(key), Locale.getDefault()).format(values);
    }

    static String seconds(double seconds) {
        return display(UnitLookup.SECOND.quantity(seconds));
    }

    static String bytes(double bytes) {
        return display(UnitLookup.BYTE.quantity(bytes));
    }

    static String percent(double ratio) {
        return display(UnitLookup.PERCENT.quantity(100 * ratio));
    }

    private static String display(IQuantity quantity) {
        return quantity.displayUsing(IDisplayable.AUTO).replace('\u00a0', ' ');
    }
}
