package io.github.sqliteleak.system;

import io.github.sqliteleak.secrets.FreeText;

/** How threads are named in reports: without secrets, which programs put into such names. */
public final class ThreadName {
    private ThreadName() {}

    /** Its name; virtual threads have none unless they are given one, and go by their number. */
    public static String of(Thread thread) {
        String name = thread.getName();
        return of(name, name.isEmpty() ? Foreign.id(thread) : 0);
    }

    public static String of(String name, long id) {
        return name.isEmpty() ? "thread " + id : FreeText.of(name);
    }
}
