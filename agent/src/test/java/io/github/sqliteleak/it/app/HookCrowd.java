package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayDeque;
import java.util.Deque;
import jdk.jfr.Recording;

/** Makes its first recording while other threads add shutdown hooks and remove them again. */
public final class HookCrowd {
    private static final int THREADS = 3;
    private static final int HOOKS = 20_000;

    private static volatile int ready;
    private static volatile boolean enough;

    private HookCrowd() {}

    public static void main(String... args) throws Exception {
        try (Connection connection = DriverManager.getConnection(Db.URL)) {
            Db.run(connection, "CREATE TABLE t (x)");
        }
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            threads[i] = new Thread(HookCrowd::addAndRemove);
            threads[i].start();
        }
        while (ready < THREADS) {
            Thread.onSpinWait();
        }
        try (Recording recording = new Recording()) {
            recording.start();
            Db.say("recording");
        } catch (Throwable t) {
            Db.say("thrown: " + t);
        }
        enough = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void addAndRemove() {
        Deque<Thread> hooks = new ArrayDeque<>();
        while (!enough) {
            Thread hook = new Thread(() -> {});
            hooks.add(hook);
            Runtime.getRuntime().addShutdownHook(hook);
            if (hooks.size() == HOOKS) {
                markReady();
            }
            if (hooks.size() >= HOOKS) {
                Runtime.getRuntime().removeShutdownHook(hooks.remove());
            }
        }
        hooks.forEach(Runtime.getRuntime()::removeShutdownHook);
    }

    private static synchronized void markReady() {
        ready = Math.min(THREADS, ready + 1);
    }
}
