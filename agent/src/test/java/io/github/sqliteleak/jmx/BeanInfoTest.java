package io.github.sqliteleak.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.moment.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import org.junit.jupiter.api.Test;

/** A client has none of the agent's classes. */
class BeanInfoTest {
    @Test
    void isReadWithClassesOfTheJdkAlone() throws Exception {
        MBeanInfo info = BeanInfo.make("any");

        assertThat(classesOf(info)).allMatch(name -> !name.contains("sqliteleak"));
        assertThat(info.getOperations())
                .extracting(MBeanOperationInfo::getName)
                .contains("openConnections", "holders", "resetPeaks");
        assertThat(info.getDescriptor().getFieldValue("mxbean")).isEqualTo("true");
    }

    @Test
    void rowsAndNotificationsAreOfTheJdkToo() throws Exception {
        Signal signal = new Signal(Signal.Kind.LEAK, 1, "lost", 7L, "data.db", null);

        assertThat(classesOf(List.of(SignalData.row(signal), Tables.CONNECTIONS.empty())))
                .contains("javax.management.openmbean.CompositeDataSupport")
                .allMatch(name -> !name.contains("sqliteleak"));
    }

    private static Set<String> classesOf(Object sent) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sent);
        }
        Set<String> classes = new TreeSet<>();
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
                    @Override
                    protected Class<?> resolveClass(ObjectStreamClass read)
                            throws IOException, ClassNotFoundException {
                        classes.add(read.getName());
                        return super.resolveClass(read);
                    }
                }) {
            in.readObject();
        }
        return classes;
    }
}
