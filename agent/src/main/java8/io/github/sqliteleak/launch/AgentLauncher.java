package io.github.sqliteleak.launch;

import io.github.sqliteleak.agent.SqliteLeakAgent;
import java.lang.instrument.Instrumentation;
import java.util.regex.Pattern;

/**
 * Entry of {@code -javaagent} and of attaching, readable for Java 8: an older Java gets one line
 * instead of an {@code UnsupportedClassVersionError}.
 */
public final class AgentLauncher {
    private static final int WRONG_USE = 2;

    /** As the agent's own lines begin. */
    private static final String PREFIX = "sqlite-leak-agent: ";

    private static final String OPTIONAL = "(^|,)\\s*optional\\s*=\\s*\"?true\"?\\s*(,|$)";

    private AgentLauncher() {}

    /**
     * Called by the JVM before {@code main}. A Java that is too old ends with status 2, or goes on
     * without the agent where the option {@code optional=true} is given.
     *
     * @param arguments see the options in the README; null for none
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        String tooOld = JavaVersion.tooOld();
        if (tooOld == null) {
            SqliteLeakAgent.premain(arguments, instrumentation, isOptional(arguments));
        } else if (isOptional(arguments)) {
            System.err.println(PREFIX + tooOld + "; nothing is tracked");
        } else {
            System.err.println(
                    PREFIX + tooOld + "; option optional=true goes on without the agent");
            Runtime.getRuntime().halt(WRONG_USE);
        }
    }

    /**
     * Called by the JVM when somebody attaches to it while it runs.
     *
     * @param arguments as for {@link #premain}
     * @throws IllegalStateException when nothing can be tracked; the JVM goes on as it was
     */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        String tooOld = JavaVersion.tooOld();
        if (tooOld != null) {
            throw new IllegalStateException(PREFIX + tooOld);
        }
        SqliteLeakAgent.agentmain(arguments, instrumentation);
    }

    /** Most JVMs do without the classes of regular expressions, which take time to load. */
    static boolean isOptional(String arguments) {
        return arguments != null
                && arguments.contains("optional")
                && Pattern.compile(OPTIONAL).matcher(arguments).find();
    }
}
