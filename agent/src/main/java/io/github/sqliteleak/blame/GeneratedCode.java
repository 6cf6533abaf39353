package io.github.sqliteleak.blame;

/** The names that compilers and proxy libraries make up. */
public final class GeneratedCode {
    /** Lambda classes, CGLIB (Spring, Guice), Javassist (Hibernate, Weld), Byte Buddy, Mockito. */
    private static final String[] PROXY_MARKS = {
        "$$Lambda",
        "$$Enhancer",
        "$$SpringCGLIB$$",
        "$$FastClassBy",
        "ByCGLIB$$",
        "$Proxy$_$$_",
        "_$$_jvst",
        "_$$_javassist",
        "$ByteBuddy$",
        "$HibernateProxy$",
        "$MockitoMock$"
    };

    /** What languages call methods through, which depends on how often they were called. */
    private static final String[] RUNTIMES = {
        "org.codehaus.groovy.vmplugin.",
        "org.codehaus.groovy.reflection.",
        "org.codehaus.groovy.runtime.",
        "groovy.lang.Closure",
        "groovy.lang.Meta",
        "groovy.lang.ExpandoMetaClass",
        "groovy.lang.DelegatingMetaClass",
        "groovy.lang.GroovyObject",
        "clojure.lang.AFn",
        "clojure.lang.RestFn",
        "clojure.lang.Reflector",
        "clojure.lang.Var",
        "clojure.lang.MultiFn",
    };

    private GeneratedCode() {}

    /** Whether a language calls methods by this class: nobody has written the call. */
    static boolean isRuntime(String className) {
        return FrameRules.startsWithAny(className, RUNTIMES);
    }

    /**
     * Whether the frame only passes a call on: it may come and go with nobody touching the code.
     */
    public static boolean isBetween(String className, String methodName) {
        return isMarked(className)
                || hasProxyName(className)
                || methodName.startsWith("access$")
                || methodName.startsWith("CGLIB$");
    }

    /** As {@link #isBetween(String, String)}; a class with a source file is no proxy. */
    static boolean isBetween(StackTraceElement frame) {
        String file = frame.getFileName();
        boolean written = file != null && !file.startsWith("<");
        String className = frame.getClassName();
        return isBetween(className, frame.getMethodName())
                && !(written && hasProxyName(className) && !isMarked(className));
    }

    private static boolean isMarked(String className) {
        for (String mark : PROXY_MARKS) {
            if (className.contains(mark)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A name that the user may have given, too: Quarkus names its client proxies and intercepted
     * beans by these endings.
     */
    private static boolean hasProxyName(String className) {
        return className.endsWith("_ClientProxy")
                || className.endsWith("_Subclass")
                || isJdkProxy(className);
    }

    /**
     * The name with its compiler-given numbers taken out: {@code Outer$1Local} becomes {@code
     * Outer$Local}, {@code Outer$load$1} and {@code lambda$load$0} lose the number but keep the
     * dollar, {@code load$lambda-0} (Kotlin), {@code _load_closure1} (Groovy) and {@code fn__12}
     * (Clojure) lose it too.
     */
    public static String withoutNumbers(String name) {
        int dollar = name.indexOf('$');
        if (dollar < 0) {
            return name;
        }
        StringBuilder out = new StringBuilder(name.length()).append(name, 0, dollar);
        while (dollar < name.length()) {
            int end = name.indexOf('$', dollar + 1);
            if (end < 0) {
                end = name.length();
            }
            appendSegment(out.append('$'), name, dollar + 1, end);
            dollar = end;
        }
        return out.toString();
    }

    private static void appendSegment(StringBuilder out, String name, int start, int end) {
        int from = start;
        while (from < end && isDigit(name.charAt(from))) {
            from++;
        }
        int to = end;
        while (to > from && isDigit(name.charAt(to - 1))) {
            to--;
        }
        String stem = name.substring(from, to);
        if (stem.endsWith("lambda-")) {
            out.append(stem, 0, stem.length() - 1);
        } else if (stem.endsWith("_closure") || stem.endsWith("__")) {
            out.append(stem);
        } else {
            out.append(name, from, end);
        }
    }

    /** {@code $Proxy12}, {@code jdk.proxy2.$Proxy12}; not {@code Server$ProxyHandler}. */
    private static boolean isJdkProxy(String className) {
        int simpleName = className.lastIndexOf('.') + 1;
        int number = simpleName + "$Proxy".length();
        return className.startsWith("$Proxy", simpleName)
                && number < className.length()
                && isNumber(className, number);
    }

    private static boolean isNumber(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
