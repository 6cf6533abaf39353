package io.github.sqliteleak.junit;

import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Makes one configuration parameter enough to put {@link SqliteSuiteRules} in force: Jupiter takes
 * extensions from the class path only when a parameter of its own says so, which this listener,
 * found by its service file, sets before the engine reads it. With other extensions on the class
 * path, from Jupiter 5.12 on only this one is let in; before that, set Jupiter's parameter yourself
 * if that matters.
 */
public final class SuiteRulesSwitch implements LauncherDiscoveryListener {
    private static final String AUTODETECTION = "junit.jupiter.extensions.autodetection.enabled";
    private static final String INCLUDED = "junit.jupiter.extensions.autodetection.include";

    @Override
    public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
        boolean wanted = isSet(request, SqliteSuiteRules.PARAMETER);
        if (wanted && request.getConfigurationParameters().get(AUTODETECTION).isEmpty()) {
            System.setProperty(INCLUDED, SuiteRulesForAll.class.getName());
            System.setProperty(AUTODETECTION, "true");
        }
    }

    private static boolean isSet(LauncherDiscoveryRequest request, String parameter) {
        return request.getConfigurationParameters()
                .get(parameter)
                .map(Boolean::parseBoolean)
                .orElse(false);
    }
}
