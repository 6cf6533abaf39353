package io.github.sqliteleak.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fails at whichever step, a driver is woven whole or not at all. */
class DriverWeavingTest {
    private final Told told = new Told();
    private final List<Class<?>> loaded = new ArrayList<>();
    private final DriverTransformer transformer =
            new DriverTransformer(told, true, instrumentation());
    private @Nullable Throwable noAnswer;
    private final List<Class<?>> retransformed = new ArrayList<>();
    private @Nullable Throwable notRetransformed;

    static Stream<Throwable> failures() {
        return Stream.of(
                new StackOverflowError(),
                new OutOfMemoryError("injected"),
                new NoClassDefFoundError("injected"),
                new ExceptionInInitializerError("injected"),
                new AssertionError("injected"),
                new IllegalStateException("injected"));
    }

    @Test
    void weavesEachClassOfADriver() throws ClassNotFoundException {
        assertThat(wovenBy(new DriverCopy())).hasSize(DriverClasses.WOVEN.size());
        assertThat(told.lines).containsExactly("weaving");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void leavesAllAloneWhenTheLoaderFails(Throwable failure) throws ClassNotFoundException {
        int questions = countQuestions();

        for (int step = 0; step < questions; step++) {
            told.lines.clear();
            DriverCopy driver = new DriverCopy();
            driver.failAt(step, failure);

            assertThat(wovenBy(driver)).as("woven after a failure at %s", step).isEmpty();

            assertThat(told.lines).as("after a failure at %s", step).hasSize(1);
            assertThat(told.lines.get(0)).startsWith("not woven: ");
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void leavesAllAloneWhenTheSessionCannotBegin(Throwable failure) throws ClassNotFoundException {
        told.failAt("weaving", failure);

        assertThat(wovenBy(new DriverCopy())).isEmpty();
        assertThat(told.lines).hasSize(2).element(1).asString().startsWith("not woven: ");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysSoWithTheNextClassWhenItCannotBeSaid(Throwable failure) throws ClassNotFoundException {
        told.failAt("not woven", failure);
        DriverCopy driver = new DriverCopy();
        driver.failAt(0, new IllegalStateException("injected"));

        assertThat(wovenBy(driver)).isEmpty();

        assertThat(told.lines)
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("not woven: "),
                        line -> assertThat(line).startsWith("failed: "),
                        line -> assertThat(line).startsWith("not woven: "));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void leavesAllAloneWhenTheVmDoesNotAnswer(Throwable failure) throws ClassNotFoundException {
        noAnswer = failure;

        assertThat(wovenBy(new DriverCopy())).isEmpty();
        assertThat(told.lines).hasSize(1);
    }

    /** The VM of this test does not let the agent define classes in a loader of somebody else's. */
    @Test
    void leavesAllAloneWhenTheHooksCannotBeReached() throws ClassNotFoundException {
        DriverCopy driver = new DriverCopy();
        driver.hidesHooks = true;

        assertThat(wovenBy(driver)).isEmpty();
        assertThat(told.lines)
                .singleElement()
                .asString()
                .matches(
                        "not woven: its class loader 'copy' \\(.*\\) cannot see the agent and"
                                + " cannot be given it \\(java.lang.reflect.Inaccessible.*\\); put the"
                                + " package .*");
    }

    @Test
    void leavesAllAloneWhenOneClassCameInUnseen() throws ClassNotFoundException {
        DriverCopy driver = new DriverCopy();
        driver.unseen = "org.sqlite.core.CoreStatement";
        driver.loadClass(driver.unseen);

        assertThat(wovenBy(driver)).isEmpty();
        assertThat(told.lines).singleElement().asString().contains("loaded before");
    }

    @Test
    void retransformsLoadedDriversAndNoOthers() throws ClassNotFoundException {
        DriverCopy early = new DriverCopy();
        early.unseen = "org.sqlite.core.DB";
        early.loadClass(early.unseen);

        transformer.weaveLoadedDrivers();

        assertThat(told.lines).containsExactly("weaving loaded");
        assertThat(retransformed).containsExactly(early.loadClass(early.unseen));
        assertThat(wovenBy(early)).as("with fields").isEmpty();
        assertThat(wovenBy(new DriverCopy())).hasSize(DriverClasses.WOVEN.size());
        assertThat(told.lines).containsExactly("weaving loaded", "weaving");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void leavesLoadedDriversAloneThatCannotBeRetransformed(Throwable failure)
            throws ClassNotFoundException {
        DriverCopy early = new DriverCopy();
        early.unseen = "org.sqlite.core.DB";
        early.loadClass(early.unseen);
        notRetransformed = failure;

        transformer.weaveLoadedDrivers();

        assertThat(told.lines).containsExactly("weaving loaded", "loaded before");
        assertThat(wovenBy(early)).isEmpty();
    }

    @Test
    void leavesADriverWovenThatWasWovenFromTheFirstClassOn() throws ClassNotFoundException {
        DriverCopy driver = new DriverCopy();
        driver.loadClass("org.sqlite.core.DB");

        transformer.weaveLoadedDrivers();

        assertThat(wovenBy(driver)).hasSize(DriverClasses.WOVEN.size());
        assertThat(told.lines).containsExactly("weaving");
    }

    private int countQuestions() throws ClassNotFoundException {
        DriverCopy driver = new DriverCopy();
        wovenBy(driver);
        return driver.questions;
    }

    /** The classes of the table that are woven when the whole driver is loaded. */
    private List<String> wovenBy(DriverCopy driver) throws ClassNotFoundException {
        for (String name : DriverClasses.WOVEN) {
            driver.loadClass(name.replace('/', '.'));
        }
        return driver.woven;
    }

    private Instrumentation instrumentation() {
        return (Instrumentation)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Instrumentation.class},
                        (proxy, method, arguments) -> {
                            if (noAnswer != null) {
                                throw noAnswer;
                            }
                            switch (method.getName()) {
                                case "retransformClasses" -> {
                                    if (notRetransformed != null) {
                                        throw notRetransformed;
                                    }
                                    retransformed.addAll(List.of((Class<?>[]) arguments[0]));
                                    return null;
                                }
                                case "isRetransformClassesSupported" -> {
                                    return true;
                                }
                                case "addTransformer" -> {
                                    return null;
                                }
                                default -> {}
                            }
                            return loaded.toArray(Class<?>[]::new);
                        });
    }

    /** Has the driver of the build in a class loader of its own. */
    private final class DriverCopy extends ClassLoader {
        final List<String> woven = new ArrayList<>();
        int questions;
        @Nullable String unseen;
        boolean hidesHooks;
        private int failAt = -1;
        private @Nullable Throwable failure;

        DriverCopy() {
            super("copy", DriverWeavingTest.class.getClassLoader());
        }

        void failAt(int question, Throwable thrown) {
            failAt = question;
            failure = thrown;
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            if (questions++ == failAt && failure != null) {
                DriverWeavingTest.<RuntimeException>throwAny(failure);
            }
            return super.getResourceAsStream(name);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (hidesHooks && name.startsWith("io.github.sqliteleak.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("org.sqlite.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            byte[] classFile = classFile(name.replace('.', '/'));
            if (!name.equals(unseen)) {
                byte[] changed =
                        transformer.transform(
                                getUnnamedModule(),
                                this,
                                name.replace('.', '/'),
                                null,
                                null,
                                classFile);
                if (changed != null) {
                    woven.add(name);
                    classFile = changed;
                }
            }
            Class<?> defined = defineClass(name, classFile, 0, classFile.length);
            loaded.add(defined);
            return defined;
        }

        private byte[] classFile(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** Notes what it is told, and may fail in it once. */
    private static final class Told implements WeavingListener {
        final List<String> lines = new ArrayList<>();
        private @Nullable String failAt;
        private @Nullable Throwable failure;

        void failAt(String what, Throwable thrown) {
            failAt = what;
            failure = thrown;
        }

        private void note(String what, String line) {
            lines.add(line);
            if (what.equals(failAt) && failure != null) {
                failAt = null;
                DriverWeavingTest.<RuntimeException>throwAny(failure);
            }
        }

        @Override
        public void weaving(@Nullable String version, boolean locks) {
            note("weaving", "weaving");
        }

        @Override
        public void bridged(Class<?> followedConnection) {
            note("bridged", "bridged");
        }

        @Override
        public void notWoven(@Nullable String version, String reason) {
            note("not woven", "not woven: " + reason);
        }

        @Override
        public void weavingLoaded(ClassLoader loader, @Nullable String version) {
            note("weaving loaded", "weaving loaded");
        }

        @Override
        public void loadedBefore(ClassLoader loader, @Nullable String version) {
            note("loaded before", "loaded before");
        }

        @Override
        public void weavingFailed(Throwable failure) {
            lines.add("failed: " + failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAny(Throwable failure) throws T {
        throw (T) failure;
    }
}
