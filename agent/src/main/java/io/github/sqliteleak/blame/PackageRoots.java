package io.github.sqliteleak.blame;

import java.util.Set;

/** The beginning of a class name that stands for whoever wrote the class. */
final class PackageRoots {
    /** What many share begins with these: a name more says who it is. */
    private static final Set<String> SHARED =
            Set.of(
                    "org.apache",
                    "org.eclipse",
                    "org.springframework",
                    "io.github",
                    "com.github",
                    "com.google",
                    "com.microsoft",
                    "com.oracle",
                    "com.amazonaws");

    private PackageRoots() {}

    /** {@code com.example} of {@code com.example.app.Main}; empty without a package. */
    static String of(String className) {
        int end = nameEnd(className, nameEnd(className, 0));
        if (end < 0) {
            return className.substring(0, Math.max(className.lastIndexOf('.'), 0));
        }
        String root = className.substring(0, end);
        int next = SHARED.contains(root) ? nameEnd(className, end + 1) : end;
        return next < 0 ? root : className.substring(0, next);
    }

    /** Where the name ends that begins here, when another one follows. */
    private static int nameEnd(String className, int from) {
        return from < 0 ? -1 : className.indexOf('.', from == 0 ? 0 : from + 1);
    }
}
