package io.github.sqliteleak.jmx;

import io.github.sqliteleak.live.LiveSignals;
import io.github.sqliteleak.live.LiveView;
import io.github.sqliteleak.moment.Signal;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Guard;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Sends notifications while somebody listens, in a thread of its own: a listener may do anything,
 * and its events happen in threads of the application that hold locks of the driver.
 */
final class Notifications {
    private static final int MOST_PENDING = 1_000;
    private static final long PAUSE_MILLIS = 500;

    private final LiveView view;
    private final LiveSignals signals;
    private final ObjectName source;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Signal> pending = new ArrayBlockingQueue<>(MOST_PENDING);
    private @Nullable AgentThread sender;
    private long sent;

    private record Entry(
            NotificationListener listener,
            @Nullable NotificationFilter filter,
            @Nullable Object handback) {
        @SuppressWarnings("ReferenceEquality")
        boolean isFor(
                NotificationListener other,
                @Nullable NotificationFilter otherFilter,
                @Nullable Object otherHandback) {
            return listener == other && filter == otherFilter && handback == otherHandback;
        }
    }

    Notifications(LiveView view, LiveSignals signals, ObjectName source) {
        this.source = source;
        this.view = view;
        this.signals = signals;
    }

    synchronized void add(
            NotificationListener listener,
            @Nullable NotificationFilter filter,
            @Nullable Object handback) {
        entries.add(new Entry(listener, filter, handback));
        if (sender == null) {
            Supplier<List<Signal>> sightings = view.sightings();
            signals.listen(pending::offer);
            AgentThread started = AgentThread.of("signals", () -> send(sightings));
            sender = started;
            started.start();
        }
    }

    synchronized void remove(NotificationListener listener) throws ListenerNotFoundException {
        if (!entries.removeIf(entry -> entry.listener().equals(listener))) {
            throw new ListenerNotFoundException("not listening");
        }
    }

    synchronized void remove(
            NotificationListener listener,
            @Nullable NotificationFilter filter,
            @Nullable Object handback)
            throws ListenerNotFoundException {
        for (Entry entry : entries) {
            if (entry.isFor(listener, filter, handback)) {
                entries.remove(entry);
                return;
            }
        }
        throw new ListenerNotFoundException("not listening");
    }

    private void send(Supplier<List<Signal>> sightings) {
        try {
            long looked = System.nanoTime();
            while (!ends()) {
                Signal signal = pending.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                if (signal != null) {
                    deliver(signal);
                }
                if (System.nanoTime() - looked > PAUSE_MILLIS * 1_000_000) {
                    looked = System.nanoTime();
                    look(sightings);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean ends() {
        boolean nobody = entries.isEmpty();
        if (nobody) {
            signals.listen(null);
            pending.clear();
            sender = null;
        }
        return nobody;
    }

    private void look(Supplier<List<Signal>> sightings) {
        try {
            sightings.get().forEach(this::deliver);
        } catch (RuntimeException | Error e) {
            Guard.caught(e);
        }
    }

    private void deliver(Signal signal) {
        for (Entry entry : entries) {
            try {
                Notification notification = notification(signal);
                NotificationFilter filter = entry.filter();
                if (filter == null || filter.isNotificationEnabled(notification)) {
                    entry.listener().handleNotification(notification, entry.handback());
                }
            } catch (RuntimeException | Error e) {
                // The listener's own affair, and the others go on hearing.
                Guard.caught(e);
            }
        }
    }

    private Notification notification(Signal signal) {
        Notification notification =
                new Notification(
                        BeanInfo.SIGNAL + signal.kind().word(),
                        source,
                        ++sent,
                        signal.atMillis(),
                        signal.message());
        notification.setUserData(SignalData.row(signal));
        return notification;
    }
}
