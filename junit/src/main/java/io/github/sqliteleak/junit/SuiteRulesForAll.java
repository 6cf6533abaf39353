package io.github.sqliteleak.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/** {@link SqliteSuiteRules} for all test classes; idle unless {@value #PARAMETER} is set. */
public final class SuiteRulesForAll extends SqliteSuiteRules {
    @Override
    boolean areInForce(ExtensionContext context) {
        return context.getConfigurationParameter(PARAMETER)
                .map(Boolean::parseBoolean)
                .orElse(false);
    }
}
