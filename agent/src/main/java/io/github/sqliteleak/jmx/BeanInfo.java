package io.github.sqliteleak.jmx;

import io.github.sqliteleak.moment.Signal;
import java.util.ArrayList;
import java.util.List;
import javax.management.Descriptor;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanConstructorInfo;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.OpenMBeanOperationInfo;
import javax.management.openmbean.OpenMBeanOperationInfoSupport;
import javax.management.openmbean.OpenMBeanParameterInfo;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** What a client is shown of the MBean before it asks for a value. Open types only. */
final class BeanInfo {
    static final String DATABASES = "Databases";
    static final String CONNECTIONS = "openConnections";
    static final String HOLDERS = "holders";
    static final String DUMP = "dump";
    static final String RESET = "resetPeaks";

    /** Before the word of each kind of signal. */
    static final String SIGNAL = "io.github.sqliteleak.";

    private BeanInfo() {}

    static MBeanInfo make(String className) {
        return new OpenMBeanInfoSupport(
                className,
                "connections of sqlite-jdbc in this JVM",
                attributes(),
                new OpenMBeanConstructorInfo[0],
                operations(),
                notifications(),
                // What clients go by: all types are open ones, and nothing of this changes.
                new ImmutableDescriptor("mxbean=true", "immutableInfo=true"));
    }

    private static OpenMBeanAttributeInfo[] attributes() {
        List<OpenMBeanAttributeInfo> all = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            Descriptor descriptor =
                    new ImmutableDescriptor(
                            "metricType=" + measure.metric(), "units=" + measure.unit());
            all.add(
                    new OpenMBeanAttributeInfoSupport(
                            measure.label(),
                            measure.description(),
                            measure.type(),
                            true,
                            false,
                            false,
                            descriptor));
        }
        all.add(
                new OpenMBeanAttributeInfoSupport(
                        DATABASES,
                        "databases with open connections",
                        Tables.DATABASES.type(),
                        true,
                        false,
                        false));
        return all.toArray(new OpenMBeanAttributeInfo[0]);
    }

    private static OpenMBeanOperationInfo[] operations() {
        return new OpenMBeanOperationInfo[] {
            operation(
                    CONNECTIONS,
                    "the connections that are open now",
                    Tables.CONNECTIONS.type(),
                    MBeanOperationInfo.INFO),
            operation(
                    HOLDERS,
                    "the connections that others may have to wait for, and who waits",
                    Tables.HOLDERS.type(),
                    MBeanOperationInfo.INFO),
            operation(
                    DUMP,
                    "what the verb dump shows, as JSON",
                    SimpleType.STRING,
                    MBeanOperationInfo.INFO),
            operation(
                    RESET,
                    "has PeakOpenConnections begin anew",
                    SimpleType.VOID,
                    MBeanOperationInfo.ACTION),
        };
    }

    private static OpenMBeanOperationInfo operation(
            String name, String description, OpenType<?> type, int impact) {
        return new OpenMBeanOperationInfoSupport(
                name, description, new OpenMBeanParameterInfo[0], type, impact);
    }

    static MBeanNotificationInfo[] notifications() {
        Signal.Kind[] kinds = Signal.Kind.values();
        String[] types = new String[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            types[i] = SIGNAL + kinds[i].word();
        }
        return new MBeanNotificationInfo[] {
            new MBeanNotificationInfo(
                    types,
                    "javax.management.Notification",
                    "a leak, a connection held for long, a lock timeout, a WAL past its limit")
        };
    }
}
