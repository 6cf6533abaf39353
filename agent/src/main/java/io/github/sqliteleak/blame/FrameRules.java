package io.github.sqliteleak.blame;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose code a stack frame is, by its class name. To teach the agent a new pool, proxy or test
 * framework, add a line here.
 */
public final class FrameRules {
    /** Class-name prefix of a connection pool, then the name it has in reports. */
    private static final String[] POOLS = {
        "com.zaxxer.hikari.", "HikariCP",
        "org.apache.commons.dbcp2.", "DBCP2",
        "org.apache.commons.dbcp.", "DBCP",
        "org.apache.tomcat.dbcp.", "Tomcat",
        "org.apache.tomcat.jdbc.pool.", "Tomcat",
        "com.mchange.v2.c3p0.", "c3p0",
        "com.mchange.v2.resourcepool.", "c3p0",
        "io.agroal.", "Agroal",
        "org.vibur.dbcp.", "vibur",
        "com.alibaba.druid.pool.", "Druid",
        "com.jolbox.bonecp.", "BoneCP",
        "org.h2.jdbcx.", "H2",
        "snaq.db.", "DBPool",
        "stormpot.", "Stormpot",
        "oracle.ucp.", "UCP",
        "com.github.chrisvest.stormpot.", "Stormpot",
        "org.stone.beecp.", "BeeCP",
        "cn.beecp.", "BeeCP",
        "org.apache.ibatis.datasource.pooled.", "MyBatis",
        "org.hibernate.engine.jdbc.connections.internal.DriverManagerConnectionProvider",
                "Hibernate",
        "com.j256.ormlite.jdbc.JdbcPooledConnectionSource", "ORMLite",
    };

    /**
     * What opens connections for others: its frames are neither the user's nor a sign of a pool.
     */
    private static final String[] LIBRARIES = {
        "io.github.sqliteleak.toolkit.",
        "io.github.sqliteleak.junit.",
        "org.apache.commons.pool2.",
        "org.apache.commons.pool.",
        "com.mchange.",
        "org.vibur.",
        "com.alibaba.druid.",
        "org.apache.tomcat.jdbc.",
    };

    private static final String[] PROXIES = {
        "org.springframework.cglib.",
        "org.springframework.aop.",
        "org.springframework.objenesis.",
        "net.sf.cglib.",
        "net.bytebuddy.",
        "javassist.",
        "com.sun.proxy.",
        "org.springframework.transaction.interceptor.",
        "org.mockito.",
    };

    private static final String[] TEST_FRAMEWORKS = {
        "org.junit.",
        "junit.framework.",
        "org.testng.",
        "org.spockframework.",
        "spock.",
        "io.kotest.",
        "io.cucumber.",
        "org.scalatest.",
        "org.apache.maven.surefire.",
        "org.gradle.",
        "worker.org.gradle.",
        "com.intellij.rt.",
        "org.eclipse.jdt.internal.junit",
    };

    /** Of those, what is called by tests and does not call them. */
    private static final String[] TEST_LIBRARIES = {
        "org.junit.jupiter.api.",
        "org.junit.Assert",
        "org.junit.function.",
        "junit.framework.Assert",
        "org.testng.Assert",
        "io.kotest.assertions.",
        "io.kotest.matchers.",
        "org.gradle.internal.impldep.",
    };

    private static final String ROOT = "io.github.sqliteleak.";

    /** The packages below {@link #ROOT} that are in the agent's jar; a test compares. */
    private static final Set<String> AGENT =
            Set.of(
                    "agent",
                    "attach",
                    "blame",
                    "cli",
                    "driver",
                    "exit",
                    "files",
                    "flight",
                    "glob",
                    "held",
                    "hook",
                    "jmx",
                    "judge",
                    "launch",
                    "live",
                    "lock",
                    "moment",
                    "pool",
                    "registry",
                    "report",
                    "secrets",
                    "settings",
                    "shaded",
                    "sql",
                    "strict",
                    "system",
                    "tests",
                    "transaction",
                    "waits",
                    "weave");

    private static final String[] JDK = {"java.", "javax.", "jdk.", "sun.", "com.sun.proxy."};

    /** Opens the connections that tests are given: user code further down did not ask for them. */
    private static final String OPENS_FOR_TESTS =
            "io.github.sqliteleak.junit.TestDatabaseExtension";

    private FrameRules() {}

    /** The agent's own frame, or the driver's: never shown. */
    public static boolean isAgentOrDriver(String className) {
        return className.startsWith("org.sqlite.") || isAgent(className);
    }

    private static boolean isAgent(String className) {
        if (!className.startsWith(ROOT)) {
            return false;
        }
        int end = className.indexOf('.', ROOT.length());
        if (end < 0) {
            return false;
        }
        String room = className.substring(ROOT.length(), end);
        return AGENT.contains(room) && !isOwnTest(room, className);
    }

    /** The agent's own tests stand in its packages, and use it as an application does. */
    private static boolean isOwnTest(String room, String className) {
        return outermost(className).endsWith("Test")
                && !room.equals("tests")
                && !room.equals("report");
    }

    private static String outermost(String className) {
        int nested = className.indexOf('$');
        return nested < 0 ? className : className.substring(0, nested);
    }

    /** The driver's own {@code ConnectionPoolDataSource}. */
    static boolean opensForHandles(String className) {
        return className.equals("org.sqlite.javax.SQLiteConnectionPoolDataSource");
    }

    /** Leads from user code into the driver: shown nowhere at the top of a stack. */
    static boolean isJdbcApi(String className) {
        return className.startsWith("java.sql.") || className.startsWith("javax.sql.");
    }

    /** Name of the pool whose frame it is, null when it is none's. */
    public static @Nullable String pool(String className) {
        for (int i = 0; i < POOLS.length; i += 2) {
            if (className.startsWith(POOLS[i])) {
                return POOLS[i + 1];
            }
        }
        return null;
    }

    public static boolean isUserCode(StackTraceElement frame) {
        String name = frame.getClassName();
        return !isJdk(frame, name)
                && !isAgentOrDriver(name)
                && pool(name) == null
                && !startsWithAny(name, LIBRARIES)
                && !startsWithAny(name, TEST_FRAMEWORKS)
                && !KnownLibraries.include(name)
                && !isProxy(frame);
    }

    static boolean isJdk(StackTraceElement frame) {
        return isJdk(frame, frame.getClassName());
    }

    private static boolean isJdk(StackTraceElement frame, String className) {
        String module = frame.getModuleName();
        boolean jdkModule =
                module != null && (module.startsWith("java.") || module.startsWith("jdk."));
        return jdkModule || startsWithAny(className, JDK);
    }

    /** What opens connections for others, other than a pool and than {@link KnownLibraries}. */
    static boolean isLibrary(String className) {
        return startsWithAny(className, LIBRARIES);
    }

    /** A test framework's class that calls tests, so that what is behind it is not theirs. */
    static boolean isRunner(String className) {
        return isTestFramework(className) && !startsWithAny(className, TEST_LIBRARIES);
    }

    static boolean opensForTests(String className) {
        return className.equals(OPENS_FOR_TESTS);
    }

    public static boolean isTestFramework(String className) {
        return startsWithAny(className, TEST_FRAMEWORKS);
    }

    /** Of a library that puts itself between two methods of the user's, or of what it made up. */
    static boolean isProxy(StackTraceElement frame) {
        return startsWithAny(frame.getClassName(), PROXIES) || GeneratedCode.isBetween(frame);
    }

    static boolean startsWithAny(String name, String[] prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
