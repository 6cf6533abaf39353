package io.github.sqliteleak.pool;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Classes of wrappers that give out the driver's connection when they are asked for it. One look at
 * the class of a wrapper then stands in place of several among its interfaces, which cost a tenth
 * of a borrowing.
 */
final class UnwrappingClasses {
    /** More pools than a program has; others are looked into as if they were new. */
    private static final int MOST = 4;

    private volatile List<WeakReference<Class<?>>> known = List.of();
    private volatile List<WeakReference<Class<?>>> refused = List.of();

    /** Whether it gives out the connection, or is known to have none of SQLite behind it. */
    boolean include(Class<?> type) {
        return isIn(known, type);
    }

    /** One of this class gave it out. */
    synchronized void add(Class<?> type) {
        List<WeakReference<Class<?>>> next = with(known, type);
        if (next.size() <= MOST && !isIn(refused, type)) {
            known = next;
        }
    }

    /** One of this class has a connection, and did not give it out. */
    synchronized void refuse(Class<?> type) {
        if (!isIn(refused, type)) {
            refused = with(refused, type);
            known = without(known, type);
        }
    }

    private static List<WeakReference<Class<?>>> with(
            List<WeakReference<Class<?>>> classes, Class<?> type) {
        List<WeakReference<Class<?>>> next = new ArrayList<>(without(classes, type));
        next.add(new WeakReference<>(type));
        return List.copyOf(next);
    }

    /** Without those that were unloaded, too. */
    private static List<WeakReference<Class<?>>> without(
            List<WeakReference<Class<?>>> classes, Class<?> type) {
        List<WeakReference<Class<?>>> left = new ArrayList<>();
        for (WeakReference<Class<?>> each : classes) {
            if (!each.refersTo(null) && !each.refersTo(type)) {
                left.add(each);
            }
        }
        return List.copyOf(left);
    }

    private static boolean isIn(List<WeakReference<Class<?>>> classes, Class<?> type) {
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i).refersTo(type)) {
                return true;
            }
        }
        return false;
    }
}
