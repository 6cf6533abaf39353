package io.github.sqliteleak.junit;

import java.util.regex.Pattern;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Makes one configuration parameter enough to put {@link SqliteSuiteRules} or {@link
 * SqliteLeakCheck} in force for a whole suite: Jupiter takes extensions from the class path only
 * when a parameter of its own says so, which this listener, found by its service file, sets before
 * the engine reads it. With other extensions on the class path, from Jupiter 5.12 on only these are
 * let in; before that, set Jupiter's parameter yourself if that matters.
 *
 * <p>Where the project's own parameters keep them out, the run ends with one line: rules that are
 * silently not in force are worse than none.
 */
public final class SuiteRulesSwitch implements LauncherDiscoveryListener {
    private static final String AUTODETECTION = "junit.jupiter.extensions.autodetection.enabled";
    private static final String INCLUDED = "junit.jupiter.extensions.autodetection.include";
    private static final String EXCLUDED = "junit.jupiter.extensions.autodetection.exclude";

    @Override
    public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
        ConfigurationParameters parameters = request.getConfigurationParameters();
        if (SqliteSuiteRules.isSet(parameters.get(SqliteSuiteRules.PARAMETER).orElse(null))) {
            letIn(SuiteRulesForAll.class, SqliteSuiteRules.PARAMETER, parameters);
        }
        String policy = parameters.get(SqliteLeakCheckExtension.PARAMETER).orElse(null);
        if (LeakCheckSettings.ofParameters(policy, null).isPresent()) {
            letIn(LeakCheckForAll.class, SqliteLeakCheckExtension.PARAMETER, parameters);
        }
    }

    private static void letIn(
            Class<?> extension, String parameter, ConfigurationParameters parameters) {
        String own = extension.getName();
        if (parameters.get(AUTODETECTION).isEmpty()) {
            // Both: each is idle without its own parameter, and a later run may have the other one.
            System.setProperty(
                    INCLUDED,
                    SuiteRulesForAll.class.getName() + ',' + LeakCheckForAll.class.getName());
            System.setProperty(AUTODETECTION, "true");
        }
        if (!parameters.getBoolean(AUTODETECTION).orElse(false)) {
            throw keptOut(parameter, parameters, AUTODETECTION, "true");
        }
        if (!parameters.get(INCLUDED).map(patterns -> matches(patterns, own)).orElse(true)) {
            throw keptOut(parameter, parameters, INCLUDED, "one that has " + own + " in it");
        }
        if (parameters.get(EXCLUDED).map(patterns -> matches(patterns, own)).orElse(false)) {
            throw keptOut(parameter, parameters, EXCLUDED, "one without " + own);
        }
    }

    private static JUnitException keptOut(
            String parameter, ConfigurationParameters parameters, String key, String allowed) {
        return new JUnitException(
                parameter
                        + "="
                        + parameters.get(parameter).orElse("")
                        + " cannot be in force with "
                        + key
                        + "="
                        + parameters.get(key).orElse("")
                        + "; allowed: "
                        + allowed);
    }

    /** Jupiter's patterns: separated by commas, with {@code *} for anything. */
    private static boolean matches(String patterns, String className) {
        return Pattern.compile(",")
                .splitAsStream(patterns)
                .map(pattern -> Pattern.quote(pattern.strip()).replace("*", "\\E.*\\Q"))
                .anyMatch(className::matches);
    }
}
