package io.github.sqliteleak.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
    @Test
    void isTheShaOfClassAndMethodLines() {
        String fingerprint =
                Fingerprint.of(
                        List.of(
                                frame("com.example.Repo", "load"),
                                frame("com.example.App", "main")));

        // printf 'com.example.Repo#load\ncom.example.App#main\n' | sha256sum
        assertThat(fingerprint).isEqualTo("b989ea5d2ec50352");
    }

    @Test
    void looksAtFiveFrames() {
        List<StackTraceElement> frames = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            frames.add(frame("a.C", "m" + i));
        }
        String five = Fingerprint.of(frames);
        frames.add(frame("a.C", "m5"));

        assertThat(Fingerprint.of(frames)).isEqualTo(five);
        assertThat(Fingerprint.of(frames.subList(0, 4))).isNotEqualTo(five);
    }

    @Test
    void hasOneForNoFrames() {
        assertThat(Fingerprint.of(List.of())).isEqualTo("e3b0c44298fc1c14");
    }

    @ParameterizedTest
    @CsvSource({
        "a.Repo, lambda$load$0, a.Repo#lambda$load$",
        "a.Repo, lambda$null$13, a.Repo#lambda$null$",
        "a.Repo, lambda$0, a.Repo#lambda$",
        "a.Repo$1, run, a.Repo$#run",
        "a.Repo$12$3, run, a.Repo$$#run",
        "a.Repo$1Local, run, a.Repo$Local#run",
        "a.Repo$load$1, invoke, a.Repo$load$#invoke",
        "a.Repo$load$2$1, invokeSuspend, a.Repo$load$$#invokeSuspend",
        "a.Repo, load$lambda$1$lambda$0, a.Repo#load$lambda$$lambda$",
        "a.Repo, load$lambda-0, a.Repo#load$lambda",
        "a.Repo, $anonfun$load$1, a.Repo#$anonfun$load$",
        "a.Repo, $anonfun$load$1$adapted, a.Repo#$anonfun$load$$adapted",
        "a.Repo$_load_closure1$_closure2, doCall, a.Repo$_load_closure$_closure#doCall",
        "a.core$fn__1234, invoke, a.core$fn__#invoke",
        "a.Repo2$Inner3, load4, a.Repo2$Inner3#load4"
    })
    void leavesOutTheCompilersNumbers(String className, String methodName, String name) {
        assertThat(Fingerprint.first(List.of(frame(className, methodName)))).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.Repo$$Lambda$14/0x0000000800c01",
                "a.Repo$$Lambda/0x0000000800c01",
                "a.Repo$$EnhancerBySpringCGLIB$$1a2b",
                "a.Repo$$SpringCGLIB$$0",
                "a.Repo$$FastClassByGuice$$1a2b",
                "a.Repo$$EnhancerByGuice$$1a2b",
                "a.Repo$ByteBuddy$x1Y2",
                "a.Repo$HibernateProxy$x1Y2",
                "a.Repo$MockitoMock$12",
                "a.Repo_$$_jvst5c4_0",
                "a.Repo$Proxy$_$$_WeldSubclass",
                "a.Repo_ClientProxy",
                "a.Repo_Subclass",
                "jdk.proxy2.$Proxy12",
                "$Proxy3"
            })
    void skipsProxies(String className) {
        assertThat(Fingerprint.first(List.of(frame(className, "load")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"access$000", "access$load", "CGLIB$load$0"})
    void skipsBridgingMethods(String methodName) {
        assertThat(Fingerprint.first(List.of(frame("a.Repo", methodName)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.ProxyRepo", "a.$ProxyRepo", "a.Repo$Proxies", "a.Lambda", "a.Sub"})
    void keepsClassesThatOnlySoundLikeProxies(String className) {
        assertThat(Fingerprint.first(List.of(frame(className, "load")))).hasSize(1);
    }

    private static StackTraceElement frame(String className, String methodName) {
        return new StackTraceElement(className, methodName, null, 1);
    }
}
