package io.github.sqliteleak.system;

/** How threads are named in reports. */
public final class ThreadName {
    private ThreadName() {}

    /** Its name; virtual threads have none unless they are given one, and go by their number. */
    public static String of(Thread thread) {
        return of(thread.getName(), thread.getId());
    }

    public static String of(String name, long id) {
        return name.isEmpty() ? "thread " + id : name;
    }
}
