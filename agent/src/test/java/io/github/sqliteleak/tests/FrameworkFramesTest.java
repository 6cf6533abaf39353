package io.github.sqliteleak.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.tests.OpeningTest.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The frames are those of JUnit 3.8, JUnit 4.13 and TestNG 7.11, outermost last. */
class FrameworkFramesTest {
    @Test
    void namesATestOfJUnit4() {
        assertThat(
                        test(
                                "a.Repo.open",
                                "a.RepoTest.loads",
                                "jdk.internal.reflect.DirectMethodHandleAccessor.invoke",
                                "java.lang.reflect.Method.invoke",
                                "org.junit.runners.model.FrameworkMethod$1.runReflectiveCall",
                                "org.junit.internal.runners.model.ReflectiveCallable.run",
                                "org.junit.runners.model.FrameworkMethod.invokeExplosively",
                                "org.junit.internal.runners.statements.InvokeMethod.evaluate",
                                "org.junit.internal.runners.statements.RunBefores.evaluate"))
                .isEqualTo(
                        new OpeningTest(
                                Evidence.CERTAIN, new TestName("a.RepoTest#loads()", null)));
    }

    @Test
    void namesTheClassWhereJUnit4RunsWhatIsAroundTests() {
        OpeningTest ofClass = new OpeningTest(Evidence.CLASS, new TestName("a.RepoTest", null));

        assertThat(
                        test(
                                "a.RepoTest.setUp",
                                "java.lang.reflect.Method.invoke",
                                "org.junit.runners.model.FrameworkMethod$1.runReflectiveCall",
                                "org.junit.internal.runners.model.ReflectiveCallable.run",
                                "org.junit.runners.model.FrameworkMethod.invokeExplosively",
                                "org.junit.internal.runners.statements.RunBefores.invokeMethod",
                                "org.junit.internal.runners.statements.RunBefores.evaluate"))
                .isEqualTo(ofClass);
        assertThat(
                        test(
                                "a.RepoTest.<init>",
                                "java.lang.reflect.Constructor.newInstance",
                                "org.junit.runners.BlockJUnit4ClassRunner.createTest"))
                .isEqualTo(ofClass);
    }

    @Test
    void namesATestOfTestNg() {
        assertThat(
                        test(
                                "a.RepoTest.loads",
                                "java.lang.reflect.Method.invoke",
                                "org.testng.internal.invokers.MethodInvocationHelper.invokeMethod",
                                "org.testng.internal.invokers.TestInvoker.invokeMethod",
                                "org.testng.internal.invokers.TestInvoker.invokeTestMethod"))
                .isEqualTo(
                        new OpeningTest(
                                Evidence.CERTAIN, new TestName("a.RepoTest#loads()", null)));
        assertThat(
                        test(
                                "a.RepoTest.setUp",
                                "java.lang.reflect.Method.invoke",
                                "org.testng.internal.invokers.MethodInvocationHelper.invokeMethod",
                                "org.testng.internal.invokers.ConfigInvoker.invokeConfigurationMethod",
                                "org.testng.internal.invokers.ConfigInvoker.invokeConfigurations",
                                "org.testng.internal.invokers.TestInvoker.runConfigMethods"))
                .isEqualTo(new OpeningTest(Evidence.CLASS, new TestName("a.RepoTest", null)));
    }

    @Test
    void namesATestOfJUnit3() {
        assertThat(
                        test(
                                "a.RepoTest.testLoads",
                                "java.lang.reflect.Method.invoke",
                                "junit.framework.TestCase.runTest",
                                "junit.framework.TestCase.runBare"))
                .isEqualTo(
                        new OpeningTest(
                                Evidence.CERTAIN, new TestName("a.RepoTest#testLoads()", null)));
        assertThat(test("a.RepoTest.setUp", "junit.framework.TestCase.runBare"))
                .isEqualTo(new OpeningTest(Evidence.CLASS, new TestName("a.RepoTest", null)));
    }

    @Test
    void namesNothingElsewhere() {
        assertThat(test("a.Repo.open", "a.App.main")).isNull();
        assertThat(test("a.Repo.open", "org.junit.Assert.assertThrows", "a.App.main")).isNull();
        assertThat(test("org.junit.runners.ParentRunner.run", "a.App.main")).isNull();
    }

    private static OpeningTest test(String... methods) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (String method : methods) {
            int end = method.lastIndexOf('.');
            frames.add(
                    new StackTraceElement(
                            method.substring(0, end), method.substring(end + 1), "X.java", 1));
        }
        return FrameworkFrames.test(CapturedStack.of(frames));
    }
}
