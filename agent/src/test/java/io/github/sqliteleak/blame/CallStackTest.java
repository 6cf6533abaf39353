package io.github.sqliteleak.blame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallStackTest {
    private static final StackTraceElement HOOK = frame("io.github.sqliteleak.hook.StatementHooks");
    private static final StackTraceElement DRIVER = frame("org.sqlite.core.DB");
    private static final StackTraceElement JDBC = frame("java.sql.DriverManager");
    private static final StackTraceElement USER = frame("com.example.Repo");
    private static final StackTraceElement JUNIT = frame("org.junit.platform.Engine");
    private static final StackTraceElement THREAD =
            new StackTraceElement(
                    "app", "java.base", "17", "java.lang.Thread", "run", "Thread.java", 840);

    @Test
    void beginsBelowTheDriver() {
        CallStack stack = stack(64, HOOK, DRIVER, JDBC, JDBC, USER, JUNIT, THREAD);

        assertThat(stack.lines())
                .containsExactly(
                        "com.example.Repo.run(Repo.java:7)",
                        "org.junit.platform.Engine.run(Engine.java:7)",
                        "java.lang.Thread.run(Thread.java:840)");
        assertThat(stack.site()).isEqualTo("com.example.Repo.run(Repo.java:7)");
        assertThat(stack.userFrames()).containsExactly(USER);
    }

    @Test
    void findsTheSameSiteWithoutCapturingTheStack() {
        String[] sites = {CallStack.siteHere(64), CallStack.of(new CapturedStack(), 64).site()};

        assertThat(sites[0]).startsWith(getClass().getName() + ".finds").isEqualTo(sites[1]);
    }

    @Test
    void keepsFramesOfTheDriverFurtherDown() {
        assertThat(stack(64, HOOK, DRIVER, USER, DRIVER, USER).frames())
                .containsExactly(USER, DRIVER, USER);
    }

    @Test
    void isCutAtItsDepthAfterTrimming() {
        assertThat(stack(1, HOOK, DRIVER, JDBC, USER, JUNIT).frames()).containsExactly(USER);
    }

    @Test
    void belongsToTheApplicationWithoutAPool() {
        assertThat(stack(64, USER, THREAD).owner()).isEqualTo("application");
    }

    @Test
    void belongsToThePoolThatOpenedIt() {
        StackTraceElement hikari = frame("com.zaxxer.hikari.pool.HikariPool");

        CallStack stack = stack(64, DRIVER, hikari, USER, THREAD);

        assertThat(stack.owner()).isEqualTo("pool:HikariCP");
        assertThat(stack.site()).isEqualTo("com.example.Repo.run(Repo.java:7)");
    }

    @Test
    void leavesOutFramesThatAreNobodysCode() {
        assertThat(
                        stack(
                                        64,
                                        frame("jdk.proxy2.$Proxy12"),
                                        frame("com.example.Repo$$SpringCGLIB$$0"),
                                        frame("com.example.Repo$$EnhancerBySpringCGLIB$$ab12"),
                                        frame("com.example.Repo$$Lambda/0x0001"),
                                        frame("com.example.Repo$MockitoMock$123"),
                                        frame("org.springframework.aop.framework.CglibAopProxy"),
                                        frame("org.apache.commons.pool2.impl.GenericObjectPool"),
                                        frame("io.github.sqliteleak.toolkit.SqliteDatabase"),
                                        USER)
                                .userFrames())
                .containsExactly(USER);
    }

    @Test
    void namesTheFirstFrameWhenNoneIsTheUsers() {
        assertThat(stack(64, THREAD).site()).isEqualTo("java.lang.Thread.run(Thread.java:840)");
        assertThat(stack(64).site()).isNull();
    }

    @Test
    void namesThePoolWhenNoFrameIsTheUsers() {
        StackTraceElement dataSource = frame("io.github.sqliteleak.junit.TestDataSource");
        StackTraceElement hikari = frame("com.zaxxer.hikari.pool.PoolBase");

        assertThat(stack(64, DRIVER, dataSource, hikari, THREAD).site())
                .isEqualTo("com.zaxxer.hikari.pool.PoolBase.run(PoolBase.java:7)");
        assertThat(stack(64, DRIVER, dataSource, USER, JUNIT).site())
                .isEqualTo("com.example.Repo.run(Repo.java:7)");
    }

    @Test
    void namesWhatOpensForTestsBeforeTheLauncherOfTests() {
        StackTraceElement dataSource = frame("io.github.sqliteleak.junit.TestDataSource");
        StackTraceElement extension = frame("io.github.sqliteleak.junit.TestDatabaseExtension");
        StackTraceElement launcher = frame("com.example.Launcher");

        assertThat(stack(64, DRIVER, dataSource, extension, JUNIT, launcher).site())
                .isEqualTo(
                        "io.github.sqliteleak.junit.TestDatabaseExtension.run(TestDatabaseExtension.java:7)");
        assertThat(stack(64, DRIVER, USER, extension, JUNIT, launcher).site())
                .isEqualTo("com.example.Repo.run(Repo.java:7)");
    }

    @Test
    void formatsAsIdesLinkIt() {
        assertThat(CallStack.format(new StackTraceElement("a.B", "c", null, -1)))
                .isEqualTo("a.B.c(Unknown Source)");
        assertThat(CallStack.format(new StackTraceElement("a.B", "c", "B.java", -2)))
                .isEqualTo("a.B.c(Native Method)");
        assertThat(CallStack.format(new StackTraceElement("a.B", "c", "B.java", -1)))
                .isEqualTo("a.B.c(B.java)");
    }

    private static CallStack stack(int depth, StackTraceElement... frames) {
        return CallStack.of(frames, depth);
    }

    private static StackTraceElement frame(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        return new StackTraceElement(className, "run", simple + ".java", 7);
    }
}
