package io.github.sqliteleak.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles one class in several variants and compares the stacks that it really gives. */
class FingerprintStabilityTest {
    private static final String SOURCE =
            """
            package app;
            import java.util.function.Supplier;
            public class Repo implements java.util.concurrent.Callable<Throwable> {
                // BEFORE
                Throwable open() { return new Throwable(); }
                Throwable byLambda() {
                    Supplier<Throwable> s = () -> open();
                    return s.get();
                }
                Throwable byAnonymousClass() {
                    return new Supplier<Throwable>() {
                        public Throwable get() { return open(); }
                    }.get();
                }
                Throwable byLocalClass() {
                    class Local { Throwable get() { return open(); } }
                    return new Local().get();
                }
                public Throwable call() { return open(); }
                public static Throwable lambda() { return new Repo().byLambda(); }
                public static Throwable anonymous() { return new Repo().byAnonymousClass(); }
                public static Throwable local() { return new Repo().byLocalClass(); }
            }
            """;
    private static final String[] SITES = {"lambda", "anonymous", "local"};

    @TempDir Path folder;

    @Test
    void staysWhenLinesMove() throws Exception {
        assertSameAfter("\n\n\n");
    }

    @Test
    void staysWhenAnotherLambdaComesBefore() throws Exception {
        assertSameAfter("Supplier<Integer> other() { return () -> 1; }");
    }

    @Test
    void staysWhenAnotherAnonymousClassComesBefore() throws Exception {
        assertSameAfter("Object other = new Object() { };");
    }

    @Test
    void staysWhenAnotherLocalClassOfThatNameComesBefore() throws Exception {
        assertSameAfter("void other() { class Local { } new Local(); }");
    }

    @Test
    void differsFromSiteToSite() throws Exception {
        List<String> fingerprints = fingerprints(variant("only", ""));

        assertThat(fingerprints).doesNotHaveDuplicates().hasSize(SITES.length);
    }

    @Test
    void staysOnAnotherThread() throws Exception {
        Class<?> repo = variant("only", "");
        List<String> there = new ArrayList<>();
        Thread thread = new Thread(() -> there.addAll(fingerprints(repo)), "another");
        thread.start();
        thread.join();

        assertThat(there).isEqualTo(fingerprints(repo));
    }

    @Test
    void staysBehindAJdkProxy() throws Exception {
        Callable<?> repo = (Callable<?>) variant("only", "").getDeclaredConstructor().newInstance();
        Callable<?> proxy =
                (Callable<?>)
                        Proxy.newProxyInstance(
                                repo.getClass().getClassLoader(),
                                new Class<?>[] {Callable.class},
                                (self, method, arguments) -> method.invoke(repo, arguments));
        List<StackTraceElement> direct = frames(caught(repo));
        List<StackTraceElement> proxied = frames(caught(proxy));

        assertThat(proxied).extracting(StackTraceElement::getClassName).anyMatch(this::isProxy);
        assertThat(Fingerprint.of(proxied)).isEqualTo(Fingerprint.of(direct));
    }

    private boolean isProxy(String className) {
        return className.contains("$Proxy");
    }

    private void assertSameAfter(String before) throws Exception {
        List<String> after = fingerprints(variant("after", before));

        assertThat(after).isEqualTo(fingerprints(variant("plain", "")));
    }

    private Class<?> variant(String name, String before) throws Exception {
        Path sources = Files.createDirectories(folder.resolve(name));
        Path source = sources.resolve("Repo.java");
        Files.writeString(source, SOURCE.replace("// BEFORE", before));
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", sources.toString(), source.toString());
        assertThat(status).isZero();
        URL[] urls = {sources.toUri().toURL()};
        return new URLClassLoader(urls, getClass().getClassLoader()).loadClass("app.Repo");
    }

    private static List<String> fingerprints(Class<?> repo) {
        List<String> fingerprints = new ArrayList<>();
        for (String site : SITES) {
            try {
                Throwable opened = (Throwable) repo.getMethod(site).invoke(null);
                fingerprints.add(Fingerprint.of(frames(opened)));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(site, e);
            }
        }
        return fingerprints;
    }

    private static Throwable caught(Callable<?> repo) throws Exception {
        return (Throwable) repo.call();
    }

    /** What the variant itself put on the stack, with the proxies in between. */
    private static List<StackTraceElement> frames(Throwable opened) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (StackTraceElement frame : opened.getStackTrace()) {
            String name = frame.getClassName();
            if (name.startsWith("app.") || name.contains("$Proxy")) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
