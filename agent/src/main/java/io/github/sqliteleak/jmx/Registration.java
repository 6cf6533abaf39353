package io.github.sqliteleak.jmx;

import io.github.sqliteleak.live.LiveSignals;
import io.github.sqliteleak.live.LiveView;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Finds the platform's MBean server without making one, and registers the MBean there. */
final class Registration {
    static final String NAME = "io.github.sqliteleak:type=SqliteConnections";

    /** The server that has this one is the platform's. */
    private static final String OF_PLATFORM = "java.lang:type=Runtime";

    private Registration() {}

    /** False when there is no such server yet. */
    static boolean attempt(LiveView view, LiveSignals signals, Supplier<String> dump) {
        try {
            ObjectName ofPlatform = new ObjectName(OF_PLATFORM);
            ObjectName name = new ObjectName(NAME);
            for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
                if (server.isRegistered(ofPlatform)) {
                    server.registerMBean(
                            new SqliteConnections(
                                    view, new Notifications(view, signals, name), dump),
                            name);
                    return true;
                }
            }
            return false;
        } catch (InstanceAlreadyExistsException e) {
            // That of another copy of the agent.
            return true;
        } catch (JMException e) {
            throw new IllegalStateException("cannot register " + NAME, e);
        }
    }
}
