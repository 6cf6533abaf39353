package io.github.sqliteleak.it.app;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Programs whose driver comes from a loader that has the application's loader as its parent and
 * answers as it likes when it is asked for a class of the agent. It says what it was asked for.
 * Arguments: what it answers, and its jars.
 */
public final class OddLoaders {
    private static final List<String> WOVEN =
            List.of(
                    "org.sqlite.core.DB",
                    "org.sqlite.core.NativeDB",
                    "org.sqlite.core.SafeStmtPtr",
                    "org.sqlite.core.CoreStatement",
                    "org.sqlite.core.CoreResultSet",
                    "org.sqlite.jdbc3.JDBC3ResultSet",
                    "org.sqlite.SQLiteConnection",
                    "org.sqlite.jdbc4.JDBC4Connection");

    private static final long SLOW_NANOS = 1_500_000_000;

    private OddLoaders() {}

    /** What the loader does when it is asked for a class of the agent. */
    private enum Answer {
        /** Does not find it. */
        NOTHING,
        NULL,
        ERROR,
        EXCEPTION,
        /** Another class than the one it was asked for. */
        ANOTHER,
        /** A class of this name that it has defined itself. */
        COPY,
        /** Never comes to an end. */
        RECURSION,
        /** Finds it, once it has loaded classes of the driver. */
        DRIVER,
        /** Finds it, once it has a lock. */
        LOCK,
        /** Finds it, and takes its time. */
        SLOW,
        /** Finds it. */
        PARENT
    }

    private static final class Odd extends URLClassLoader {
        static {
            registerAsParallelCapable();
        }

        final ReentrantLock lock = new ReentrantLock();
        final CountDownLatch asked = new CountDownLatch(1);
        private final Answer answer;
        private boolean silent;

        Odd(Answer answer, String... jars) throws MalformedURLException {
            super("odd", Loaders.urls(jars), OddLoaders.class.getClassLoader());
            this.answer = answer;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.github.sqliteleak.hook.")) {
                return super.loadClass(name, resolve);
            }
            if (!silent) {
                Db.say("asked for " + name.substring(name.lastIndexOf('.') + 1));
            }
            return switch (answer) {
                case NOTHING -> throw new ClassNotFoundException(name);
                case NULL -> null;
                case ERROR -> throw new AssertionError("made up");
                case EXCEPTION -> throw new IllegalStateException("made up\nin two lines");
                case ANOTHER -> Odd.class;
                case COPY -> copy(name);
                case RECURSION -> {
                    silent = true;
                    yield loadClass(name, resolve);
                }
                case DRIVER -> {
                    loadClass("org.sqlite.core.NativeDB");
                    yield super.loadClass(name, resolve);
                }
                case LOCK -> {
                    asked.countDown();
                    lock.lock();
                    try {
                        yield super.loadClass(name, resolve);
                    } finally {
                        lock.unlock();
                    }
                }
                case SLOW -> {
                    long end = System.nanoTime() + SLOW_NANOS;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    yield super.loadClass(name, resolve);
                }
                case PARENT -> super.loadClass(name, resolve);
            };
        }

        private Class<?> copy(String name) throws ClassNotFoundException {
            try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] classFile = in.readAllBytes();
                return defineClass(name, classFile, 0, classFile.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        /** Equal to all others, as a loader may say. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Odd;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public String toString() {
            return "odd\nin two lines";
        }
    }

    /** One loader, one thread. */
    public static final class One {
        public static void main(String... args) throws Exception {
            Loaders.useAndLeak(Loaders.driver(odd(args)));
        }
    }

    /** One that does not find the agent, and one that does and calls itself equal to it. */
    public static final class Equal {
        public static void main(String... args) throws Exception {
            String[] jars = jars(args);
            Loaders.useAndLeak(Loaders.driver(new Odd(Answer.PARENT, jars)));
            Loaders.useAndLeak(Loaders.driver(new Odd(Answer.NOTHING, jars)));
        }
    }

    /**
     * A thread loads a class of the driver while it holds the lock that the loader takes when
     * another one asks it.
     */
    public static final class Locked {
        public static void main(String... args) throws Exception {
            Odd loader = odd(args);
            Thread first = new Thread(() -> load(loader, "org.sqlite.SQLiteConnection"));
            loader.lock.lock();
            try {
                first.start();
                loader.asked.await();
                load(loader, "org.sqlite.core.NativeDB");
            } finally {
                loader.lock.unlock();
            }
            first.join();
            Loaders.useAndLeak(Loaders.driver(loader));
        }
    }

    /** A thread for each class that is woven, all at once. */
    public static final class Crowd {
        public static void main(String... args) throws Exception {
            Odd loader = odd(args);
            CyclicBarrier start = new CyclicBarrier(WOVEN.size());
            List<Thread> threads = new ArrayList<>();
            for (String name : WOVEN) {
                Thread thread =
                        new Thread(
                                () -> {
                                    await(start);
                                    load(loader, name);
                                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            Loaders.useAndLeak(Loaders.driver(loader));
        }
    }

    private static Odd odd(String... args) throws MalformedURLException {
        return new Odd(Answer.valueOf(args[0]), jars(args));
    }

    private static String[] jars(String... args) {
        return Arrays.copyOfRange(args, 1, args.length);
    }

    private static void load(ClassLoader loader, String name) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
