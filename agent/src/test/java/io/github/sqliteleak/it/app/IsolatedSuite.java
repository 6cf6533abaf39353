package io.github.sqliteleak.it.app;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs tests in a class loader below the application's, as build tools do that are told to. The
 * first argument is its class path, the others are those of {@link SuiteRunner}.
 */
public final class IsolatedSuite {
    private IsolatedSuite() {}

    public static void main(String... args) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : args[0].split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        ClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), IsolatedSuite.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        Class.forName("io.github.sqliteleak.it.app.SuiteRunner", true, loader)
                .getMethod("main", String[].class)
                .invoke(null, (Object) rest);
    }
}
