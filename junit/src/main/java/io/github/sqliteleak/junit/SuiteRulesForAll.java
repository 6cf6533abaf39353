package io.github.sqliteleak.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/** {@link SqliteSuiteRules} for all test classes; idle unless {@value #PARAMETER} is set. */
public final class SuiteRulesForAll extends SqliteSuiteRules {
    @Override
    boolean areInForce(ExtensionContext context) {
        return isSet(context.getConfigurationParameter(PARAMETER).orElse(null));
    }
}
