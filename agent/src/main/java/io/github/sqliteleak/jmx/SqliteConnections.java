package io.github.sqliteleak.jmx;

import io.github.sqliteleak.live.LiveCounts;
import io.github.sqliteleak.live.LiveView;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * The MBean: an MXBean to its clients, with its types written down instead of found by reflection,
 * which would load a hundred classes. Looks at connections when it is asked, and at no other time.
 */
final class SqliteConnections implements DynamicMBean, NotificationEmitter {
    private final LiveView view;
    private final Notifications notifications;
    private final Supplier<String> dump;
    private final MBeanInfo info = BeanInfo.make(SqliteConnections.class.getName());

    SqliteConnections(LiveView view, Notifications notifications, Supplier<String> dump) {
        this.dump = dump;
        this.view = view;
        this.notifications = notifications;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return info;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        Object value = value(name, null);
        if (value == null) {
            throw new AttributeNotFoundException(name);
        }
        return value;
    }

    /** All of one moment. */
    @Override
    public AttributeList getAttributes(String[] names) {
        LiveCounts counts = view.counts();
        AttributeList list = new AttributeList(names.length);
        for (String name : names) {
            Object value = value(name, counts);
            if (value != null) {
                list.add(new Attribute(name, value));
            }
        }
        return list;
    }

    /**
     * @param counts null to look at them now
     */
    private @Nullable Object value(String name, @Nullable LiveCounts counts) {
        if (name.equals(BeanInfo.DATABASES)) {
            return Tables.databases(view);
        }
        for (Measure measure : Measure.values()) {
            if (measure.label().equals(name)) {
                return measure.value(counts == null ? view.counts() : counts);
            }
        }
        return null;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " is not to be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public @Nullable Object invoke(
            String operation, Object @Nullable [] parameters, String @Nullable [] signature)
            throws ReflectionException {
        if (parameters == null || parameters.length == 0) {
            if (operation.equals(BeanInfo.CONNECTIONS)) {
                return Tables.connections(view);
            }
            if (operation.equals(BeanInfo.HOLDERS)) {
                return Tables.holders(view);
            }
            if (operation.equals(BeanInfo.DUMP)) {
                return dump.get();
            }
            if (operation.equals(BeanInfo.RESET)) {
                view.resetPeaks();
                return null;
            }
        }
        throw new ReflectionException(new NoSuchMethodException(operation));
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return BeanInfo.notifications();
    }

    @Override
    public void addNotificationListener(
            NotificationListener listener,
            @Nullable NotificationFilter filter,
            @Nullable Object handback) {
        notifications.add(listener, filter, handback);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener)
            throws ListenerNotFoundException {
        notifications.remove(listener);
    }

    @Override
    public void removeNotificationListener(
            NotificationListener listener,
            @Nullable NotificationFilter filter,
            @Nullable Object handback)
            throws ListenerNotFoundException {
        notifications.remove(listener, filter, handback);
    }
}
