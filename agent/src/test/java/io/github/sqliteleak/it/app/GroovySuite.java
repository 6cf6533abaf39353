package io.github.sqliteleak.it.app;

import java.io.File;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/** Compiles a Groovy source and runs the tests in it. Argument: the file. */
public final class GroovySuite {
    private GroovySuite() {}

    public static void main(String... args) throws Exception {
        Class<?> compiler = Class.forName("groovy.lang.GroovyClassLoader");
        Object loader = compiler.getDeclaredConstructor().newInstance();
        Thread.currentThread().setContextClassLoader((ClassLoader) loader);
        Class<?> tests =
                (Class<?>)
                        compiler.getMethod("parseClass", File.class)
                                .invoke(loader, new File(args[0]));
        SuiteRunner.execute(List.of(DiscoverySelectors.selectClass(tests)));
    }
}
