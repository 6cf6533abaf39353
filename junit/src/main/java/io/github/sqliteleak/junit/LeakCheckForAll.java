package io.github.sqliteleak.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/**
 * {@link SqliteLeakCheck} for all test classes; idle unless {@value
 * SqliteLeakCheckExtension#PARAMETER} is set. Annotations on classes and methods go before what the
 * parameter says.
 */
public final class LeakCheckForAll extends SqliteLeakCheckExtension {
    /** For Jupiter, which finds it by its service file. */
    public LeakCheckForAll() {}

    @Override
    boolean isInForce(ExtensionContext context) {
        String value = context.getConfigurationParameter(PARAMETER).orElse(null);
        return value != null && LeakCheckSettings.ofParameters(value, null).isPresent();
    }

    @Override
    @Nullable LeakCheckSettings settings(ExtensionContext context) {
        LeakCheckSettings suite =
                LeakCheckSettings.ofParameters(
                                context.getConfigurationParameter(PARAMETER).orElse(null),
                                context.getConfigurationParameter(IGNORE).orElse(null))
                        .orElse(null);
        return suite == null ? null : LeakCheckSettings.ofAnnotation(context).orElse(suite);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        // Where there is an annotation, too, its extension resolves it: two would be one too many.
        return isInForce(context)
                && LeakCheckSettings.ofAnnotation(context).isEmpty()
                && super.supportsParameter(parameter, context);
    }
}
