package io.github.sqliteleak.spring;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.MXBean;
import javax.management.ObjectName;

/** An MBean of the name and the shape of the agent's. */
final class FakeAgent implements AutoCloseable {
    /** Its attributes and operations, those that the starter asks for. */
    @MXBean
    public interface Connections {
        long getOpenConnections();

        long getLockTimeouts();

        List<Database> getDatabases();

        List<Open> openConnections();
    }

    /** A row of {@code Databases}. */
    public record Database(String database, long walBytes) {
        public String getDatabase() {
            return database;
        }

        public long getWalBytes() {
            return walBytes;
        }
    }

    /** A row of {@code openConnections}. */
    public record Open(long id, String site) {
        public long getId() {
            return id;
        }

        public String getSite() {
            return site;
        }
    }

    private final ObjectName name;

    FakeAgent() throws Exception {
        name = new ObjectName("io.github.sqliteleak:type=SqliteConnections");
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(
                        new Connections() {
                            @Override
                            public long getOpenConnections() {
                                return 3;
                            }

                            @Override
                            public long getLockTimeouts() {
                                return -1;
                            }

                            @Override
                            public List<Database> getDatabases() {
                                return List.of(new Database("/a.db", 40), new Database("/b.db", 2));
                            }

                            @Override
                            public List<Open> openConnections() {
                                return List.of(new Open(7, "a.B.c(B.java:5)"));
                            }
                        },
                        name);
    }

    @Override
    public void close() throws JMException {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    }
}
