package io.github.sqliteleak.it;

import com.sun.tools.attach.VirtualMachine;
import io.github.sqliteleak.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A console that has attached to a JVM. */
final class JmxClient implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final ObjectName name;
    private final Queue<Notification> heard = new ConcurrentLinkedQueue<>();

    private JmxClient(JMXConnector connector) throws IOException, JMException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
        this.name = new ObjectName("io.github.sqliteleak:type=SqliteConnections");
    }

    /** Connects, and waits for the MBean. */
    static JmxClient of(RunningJvm jvm) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
        String url = machine.startLocalManagementAgent();
        machine.detach();
        JmxClient client = new JmxClient(JMXConnectorFactory.connect(new JMXServiceURL(url)));
        Await.until("there is the MBean", client::isRegistered);
        client.server.addNotificationListener(
                client.name, (told, handback) -> client.heard.add(told), null, null);
        return client;
    }

    private boolean isRegistered() {
        try {
            return server.isRegistered(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    long number(String attribute) throws Exception {
        return (Long) server.getAttribute(name, attribute);
    }

    List<CompositeData> databases() throws Exception {
        return rows(server.getAttribute(name, "Databases"));
    }

    Object invoke(String operation) throws Exception {
        return server.invoke(name, operation, null, null);
    }

    List<CompositeData> table(String operation) throws Exception {
        return rows(invoke(operation));
    }

    private static List<CompositeData> rows(Object table) {
        List<CompositeData> rows = new ArrayList<>();
        for (Object row : ((TabularData) table).values()) {
            rows.add((CompositeData) row);
        }
        return rows;
    }

    /** Waits for the next notification of this type. */
    Notification hear(String type) {
        Await.until(
                "it tells of " + type,
                () -> heard.stream().anyMatch(told -> told.getType().endsWith('.' + type)));
        return heard.stream()
                .filter(told -> told.getType().endsWith('.' + type))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
