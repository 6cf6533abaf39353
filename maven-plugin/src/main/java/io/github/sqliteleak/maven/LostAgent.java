package io.github.sqliteleak.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Why test JVMs of a module will not get the agent, or did not, though it was prepared. */
final class LostAgent {
    private static final String JAR = "sqlite-leak-agent";

    private final String property;
    private final UnaryOperator<@Nullable String> commandLine;
    private final UnaryOperator<@Nullable String> projectProperties;

    /**
     * Looks for reasons.
     *
     * @param property that the agent is put into
     * @param commandLine properties given by {@code -D}, null for one that is not
     */
    LostAgent(
            String property,
            UnaryOperator<@Nullable String> commandLine,
            UnaryOperator<@Nullable String> projectProperties) {
        this.property = property;
        this.commandLine = commandLine;
        this.projectProperties = projectProperties;
    }

    /** A line for each reason, ready to be shown. */
    List<String> reasons(List<TestRun> runs) {
        List<String> reasons = new ArrayList<>();
        for (TestRun run : runs) {
            String who = run.plugin() + " (" + run.execution() + ")";
            String argLine = run.argLine();
            if (isInProcess(run)) {
                reasons.add(
                        who
                                + " has forkCount 0: tests run in Maven's own JVM, which has no"
                                + " agent; use forkCount 1 or more");
            } else if (argLine == null) {
                addIfOverridden(reasons, who);
            } else if (!ArgLine.refersTo(argLine, property) && !argLine.contains(JAR)) {
                reasons.add(
                        who
                                + " has <argLine>"
                                + argLine.strip()
                                + "</argLine>, which leaves the agent out; write <argLine>@{"
                                + property
                                + "} "
                                + argLine.strip()
                                + "</argLine>, with @ and not with $");
            }
        }
        return reasons;
    }

    /**
     * Whether no goal can have given these tests the agent, whatever property it was told to use.
     */
    boolean isCertain(TestRun run) {
        String argLine = run.argLine();
        if (argLine == null) {
            argLine = commandLine.apply(AgentProperty.SUREFIRE);
        }
        return isInProcess(run)
                || (argLine != null
                        && !argLine.contains("@{")
                        && !argLine.contains("${")
                        && !argLine.contains(JAR));
    }

    private boolean isInProcess(TestRun run) {
        String forkCount = run.forkCount();
        if (forkCount == null) {
            forkCount = commandLine.apply("forkCount");
        }
        if (forkCount == null) {
            forkCount = projectProperties.apply("forkCount");
        }
        return "0".equals(forkCount);
    }

    private void addIfOverridden(List<String> reasons, String who) {
        if (!property.equals(AgentProperty.SUREFIRE)) {
            reasons.add(
                    who
                            + " does not use the property "
                            + property
                            + ", which has the agent; write <argLine>@{"
                            + property
                            + "}</argLine>");
            return;
        }
        String given = commandLine.apply(property);
        if (given != null && !given.contains(JAR)) {
            reasons.add(
                    who
                            + " gets -D"
                            + property
                            + "="
                            + given
                            + " of the command line, which wins over the agent; put it into"
                            + " <argLine>@{"
                            + property
                            + "} …</argLine> or into a property of the POM");
        }
    }
}
