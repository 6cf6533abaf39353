package io.github.sqliteleak.spring;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * What the agent of this JVM knows, by its MBean. That is there from half a second after the first
 * connection on; before, and without the agent, there is nothing to be read.
 */
final class AgentView {
    /** On the class path of every JVM that has the agent, by argument or attached. */
    private static final String AGENT = "io.github.sqliteleak.launch.AgentLauncher";

    private static final String BEAN = "io.github.sqliteleak:type=SqliteConnections";

    /** Whether the agent's jar is in this JVM. */
    static boolean isAgentThere() {
        try {
            Class.forName(AGENT, false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    boolean isThere() {
        return server().isRegistered(name());
    }

    /** A number, NaN where it cannot be had: it is a gap in a curve then, and no zero. */
    double number(String attribute) {
        Object value = attribute(attribute);
        // The agent's word for what is not counted, as with lock-waits=off.
        return value instanceof Number number && number.doubleValue() >= 0
                ? number.doubleValue()
                : Double.NaN;
    }

    /** The sum over all databases. */
    double sum(String attribute, String column) {
        double sum = Double.NaN;
        if (OpenValues.plain(attribute(attribute)) instanceof List<?> rows) {
            sum = 0;
            for (Object row : rows) {
                if (row instanceof Map<?, ?> of && of.get(column) instanceof Number number) {
                    sum += number.doubleValue();
                }
            }
        }
        return sum;
    }

    /** All numbers and tables by name; empty where there is nothing to be read. */
    Map<String, Object> attributes() {
        Map<String, Object> all = new LinkedHashMap<>();
        try {
            for (var info : server().getMBeanInfo(name()).getAttributes()) {
                Object value = OpenValues.plain(attribute(info.getName()));
                if (value != null) {
                    all.put(info.getName(), value);
                }
            }
        } catch (InstanceNotFoundException e) {
            return Map.of();
        } catch (JMException e) {
            throw new IllegalStateException("the agent's MBean cannot be read: " + e, e);
        }
        return all;
    }

    /** The table that an operation makes; null where there is none. */
    @Nullable Object table(String operation) {
        try {
            return OpenValues.plain(
                    server().invoke(name(), operation, new Object[0], new String[0]));
        } catch (JMException e) {
            return null;
        }
    }

    private static @Nullable Object attribute(String attribute) {
        try {
            return server().getAttribute(name(), attribute);
        } catch (JMException e) {
            return null;
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private static ObjectName name() {
        try {
            return new ObjectName(BEAN);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
