package io.github.sqliteleak.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of stacks, by where the classes on them were loaded from. */
class BlameTest {
    private static final long NOW = System.nanoTime();

    private final AtomicInteger looks = new AtomicInteger();

    @TempDir Path folder;
    private Class<?>[] loaded = {};
    private Blame blame = new Blame(() -> loaded, null);

    @BeforeEach
    void load() throws Exception {
        CompiledCode code = new CompiledCode(folder);
        loaded =
                new Class<?>[] {
                    code.inFolder("own.app.Own", "classes"),
                    code.inFolder("own.app.Other", "classes"),
                    code.inFolder("own.app.OwnTest", "test-classes"),
                    code.inJar("made.up.Library", "lib/library.jar"),
                    code.inJar("another.one.Layer", "lib/layer.jar"),
                };
        blame = blame(List.of());
    }

    private Blame blame(List<String> own) {
        return new Blame(
                () -> {
                    looks.incrementAndGet();
                    return loaded;
                },
                null,
                own);
    }

    @Test
    void isTheOwnFrameBehindALibraryWhichCountsAsItsEntry() {
        Site site = site(stack("made.up.Library", 12, "own.app.Own", 1, "own.app.Other", 3));

        assertThat(site)
                .isEqualTo(
                        new Site(
                                "own.app.Own.m0(X.java:0)",
                                "own.app.Own.m0(X.java:0)",
                                List.of(new Step("made.up.Library.m11(X.java:11)", Role.LIBRARY)),
                                List.of("own.app.Own#m0", "made.up.Library#m11"),
                                true,
                                null,
                                folder.resolve("classes").toString()));
    }

    @Test
    void findsAConstantTextInTheOwnClassesOfAStack() {
        Class<?> texts = Texts.class;
        Blame ofTexts = new Blame(() -> new Class<?>[] {texts}, null);
        StackTraceElement frame = new StackTraceElement(texts.getName(), "m", "Own.java", 1);
        List<CapturedStack> stacks = List.of(CapturedStack.of(List.of(frame)));

        assertThat(ofTexts.placeOf("select x from t", stacks, NOW))
                .startsWith(texts.getName() + ".once(Own.java:");
        assertThat(ofTexts.placeOf("select y from t", stacks, NOW)).isNull();
        assertThat(ofTexts.placeOf("select z from t", stacks, NOW)).isNull();
    }

    private static final class Texts {
        static String once() {
            return " select x from t;\n";
        }

        static String one() {
            return "select y from t";
        }

        static String other() {
            return "select y from t";
        }
    }

    @Test
    void isTheSameFromAnotherTest() {
        List<StackTraceElement> direct = stack("own.app.Own", 1, "own.app.OwnTest", 1);
        direct.addAll(stack("org.junit.platform.Runner", 3, "own.app.Other", 1));
        List<StackTraceElement> deeper = stack("own.app.Own", 1, "own.app.Other", 2);
        deeper.addAll(stack("own.app.OwnTest", 7, "org.junit.platform.Runner", 3));

        assertThat(site(direct).fingerprint()).isEqualTo(site(deeper).fingerprint());
    }

    @Test
    void stopsAtWhatRunsTests() {
        List<StackTraceElement> frames = stack("made.up.Library", 1, "own.app.OwnTest", 1);
        frames.addAll(stack("org.junit.platform.Runner", 3, "own.app.Other", 1));

        assertThat(site(frames).line()).startsWith("own.app.OwnTest.m0(");
        List<StackTraceElement> extension = stack("org.junit.platform.Runner", 3);
        extension.addAll(stack("own.app.Other", 1));
        assertThat(site(extension).line()).startsWith("own.app.Other.m0(");
    }

    @Test
    void goesOnBehindAnAssertion() {
        List<StackTraceElement> frames = stack("own.app.Own", 1);
        frames.addAll(stack("org.junit.jupiter.api.AssertThrows", 2, "own.app.OwnTest", 1));
        frames.addAll(stack("org.junit.platform.Runner", 3));

        assertThat(site(frames).named()).containsExactly("own.app.Own#m0");
    }

    @Test
    void isTheSameBehindAProxyOrNot() {
        List<StackTraceElement> plain = stack("another.one.Layer", 2, "own.app.Own", 1);
        for (String proxy :
                List.of(
                        "jdk.proxy2.$Proxy12",
                        "$Proxy3",
                        "com.sun.proxy.$Proxy7",
                        "own.app.Own$$SpringCGLIB$$0",
                        "own.app.Own$MockitoMock$12",
                        "org.springframework.transaction.interceptor.TransactionInterceptor")) {
            List<StackTraceElement> proxied = stack("another.one.Layer", 2);
            proxied.add(new StackTraceElement(proxy, "m0", null, -1));
            proxied.addAll(stack("own.app.Own", 1));
            assertThat(site(proxied).line()).as(proxy).isEqualTo(site(plain).line());
        }
    }

    @Test
    void takesNoNestedClassForAProxy() throws Exception {
        CompiledCode code = new CompiledCode(folder.resolve("nested"));
        for (String name : List.of("own.app.Server$ProxyHandler", "own.app.Soap_ClientProxy")) {
            loaded = new Class<?>[] {code.inFolder(name, "classes")};
            blame = blame(List.of());
            assertThat(site(stack(name, 1, "own.app.Own", 1)).line()).startsWith(name + ".m0(");
        }
    }

    @Test
    void findsTheOwnFrameBehindAHundredOthers() {
        List<StackTraceElement> all = stack("made.up.Library", 100, "own.app.Own", 1);

        assertThat(site(all).line()).startsWith("own.app.Own.m0(");
    }

    @Test
    void takesWhatIsNotKnownForOwnBehindALibrary() {
        assertThat(site(stack("made.up.Library", 12, "gone.app.Unloaded", 2)).line())
                .startsWith("gone.app.Unloaded.m0(");
    }

    @Test
    void takesWhatIsFurthestFromTheDriverForOwnWhereNothingIsKnown() {
        List<StackTraceElement> frames = stack("gone.library.Deep", 12, "gone.app.Unloaded", 1);
        assertThat(PackageRoots.of("gone.library.Deep"))
                .isNotEqualTo(PackageRoots.of("gone.app.Unloaded"));

        assertThat(site(frames).line()).startsWith("gone.app.Unloaded.m0(");
    }

    @Test
    void takesWhatIsNotKnownForALibraryBesideOwnFrames() {
        assertThat(site(stack("gone.library.Deep", 12, "own.app.Own", 1)).line())
                .startsWith("own.app.Own.m0(");
    }

    @Test
    void takesTheFirstOfEachLibraryWhereAllAreLibraries() {
        Site site =
                site(stack("made.up.Library", 12, "another.one.Layer", 7, "made.up.Library", 2));

        assertThat(site.own()).isFalse();
        assertThat(site.line()).startsWith("made.up.Library.m0(");
        assertThat(site.named())
                .contains("made.up.Library#m4", "another.one.Layer#m4")
                .doesNotContain("another.one.Layer#m5", "made.up.Library#m5");
    }

    @Test
    void saysThatNoFrameIsOwn() {
        Site site = site(stack("java.util.concurrent.FutureTask", 2, "java.lang.Thread", 1));

        assertThat(site.own()).isFalse();
        assertThat(site.line()).startsWith("java.util.concurrent.FutureTask.m0(");
        assertThat(site(List.of())).isEqualTo(new Site(null, null, List.of(), List.of(), false));
    }

    @Test
    void believesTheUserAboutHisOwnCode() {
        List<StackTraceElement> frames =
                stack("made.up.Library", 2, "another.one.Layer", 3, "own.app.Own", 1);

        blame = blame(List.of("another.**"));
        assertThat(site(frames).line()).startsWith("another.one.Layer.m0(");
    }

    @Test
    void namesAPool() {
        List<StackTraceElement> frames = stack("com.zaxxer.hikari.pool.PoolBase", 3);
        frames.addAll(stack("made.up.Library", 2, "own.app.Own", 1));

        assertThat(site(frames).way())
                .containsExactly(new Step("made.up.Library.m1(X.java:1)", Role.POOL));
        assertThat(site(stack("com.zaxxer.hikari.pool.PoolBase", 3)).line())
                .startsWith("com.zaxxer.hikari.pool.PoolBase.m0(");
    }

    /** As Clojure and Groovy do with sources: no place says where such a class is from. */
    @Test
    void classesMadeOfSourcesAtRunTimeAreOfWhomTheSourceIs() throws Exception {
        CompiledCode code = new CompiledCode(folder);
        loaded =
                new Class<?>[] {
                    loaded[0],
                    code.atRunTime("typed.Typed", "typed/typed.clj", null),
                    code.atRunTime("kept.Kept", "kept/kept.clj", "sources"),
                    code.atRunTime("theirs.Theirs", "theirs/theirs.clj", "lib/theirs.jar"),
                    code.atRunTime("proxy.Proxy", "proxy/Proxy.java", null),
                };

        assertThat(siteBehind("typed.Typed", "typed.clj")).startsWith("typed.Typed.");
        assertThat(siteBehind("kept.Kept", "kept.clj")).startsWith("kept.Kept.");
        assertThat(siteBehind("theirs.Theirs", "theirs.clj")).startsWith("own.app.Own.");
        assertThat(siteBehind("proxy.Proxy", "Proxy.java")).startsWith("own.app.Own.");
        assertThat(siteBehind("unloaded.Script", "script.clj")).startsWith("own.app.Own.");
    }

    private @Nullable String siteBehind(String className, String file) {
        List<StackTraceElement> frames = new ArrayList<>();
        frames.add(new StackTraceElement(className, "m", file, 3));
        frames.addAll(stack("own.app.Own", 1));
        return site(frames).line();
    }

    /** Whether the first one hands on is not known, since nobody has its class file. */
    @Test
    void callersDistinguishWhatIsOpenedByAMethodOfSuchAClass() throws Exception {
        CompiledCode code = new CompiledCode(folder);
        loaded =
                new Class<?>[] {
                    code.atRunTime("typed.Typed", "typed/typed.clj", null),
                    code.atRunTime("typed.Caller", "typed/typed.clj", null),
                    loaded[0],
                };
        StackTraceElement helper = new StackTraceElement("typed.Typed", "m", "typed.clj", 3);
        List<StackTraceElement> byScript = new ArrayList<>(List.of(helper, helper));
        byScript.add(new StackTraceElement("typed.Caller", "m", "typed.clj", 9));
        List<StackTraceElement> byClass = new ArrayList<>(List.of(helper));
        byClass.addAll(stack("own.app.Own", 3));

        assertThat(site(byScript).named()).containsExactly("typed.Typed#m", "typed.Caller#m");
        assertThat(site(byClass).named()).containsExactly("typed.Typed#m", "own.app.Own#m0");
    }

    @Test
    void aMethodOfSuchAClassHandsOnByTheFileThatTheJvmHasOfIt() throws Exception {
        CompiledCode code = new CompiledCode(folder);
        String open = "public static java.sql.Connection open() { return null; }";
        Class<?> typed = code.atRunTime("typed.Typed", "typed/typed.groovy", null, open);
        blame =
                new Blame(
                        new ClassesOfJvm() {
                            @Override
                            public Class<?>[] loaded() {
                                return new Class<?>[] {typed, BlameTest.this.loaded[0]};
                            }

                            @Override
                            public byte[] file(Class<?> type) {
                                return code.file(type);
                            }
                        },
                        null);
        String indy = "org.codehaus.groovy.vmplugin.v8.IndyInterface";
        List<StackTraceElement> frames = new ArrayList<>(stack(indy, 1));
        frames.add(new StackTraceElement("typed.Typed", "open", "typed.groovy", 1));
        frames.addAll(stack(indy, 2, "own.app.Own", 3));

        assertThat(site(frames).line()).startsWith("own.app.Own.m0(");
        assertThat(site(frames).way())
                .as("nothing of what Groovy calls methods through")
                .containsExactly(new Step("typed.Typed.open(typed.groovy:1)", Role.HANDS_ON));
        assertThat(site(frames).named()).containsExactly("own.app.Own#m0", "typed.Typed#open");
    }

    /** Own methods that differ, any library frames before and between them, deep or not. */
    @Test
    void neverMergesTwoOwnCallersBehindTheSameLibraryFrames() {
        Random random = new Random(20_261_130);
        for (int i = 0; i < 2_000; i++) {
            List<StackTraceElement> before =
                    stack(
                            "made.up.Library",
                            5 + random.nextInt(60),
                            "gone.lib.X",
                            random.nextInt(9));
            List<StackTraceElement> after =
                    stack("another.one.Layer", random.nextInt(9), "own.app.Own", random.nextInt(9));
            Set<String> prints = new HashSet<>();
            for (String method : List.of("one", "other")) {
                List<StackTraceElement> whole = new ArrayList<>(before);
                whole.add(new StackTraceElement("own.app.Other", method, "Other.java", 7));
                whole.addAll(after);
                prints.add(site(whole).fingerprint());
                assertThat(site(whole).line())
                        .isEqualTo("own.app.Other." + method + "(Other.java:7)");
            }
            assertThat(prints).as("%s … %s", before, after).hasSize(2);
        }
    }

    @Test
    void aHundredRunsInAnyOrderHaveTheSameFingerprints() {
        List<List<StackTraceElement>> stacks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            stacks.add(
                    stack(
                            i % 2 == 0 ? "made.up.Library" : "another.one.Layer",
                            1 + i,
                            i % 3 == 0 ? "own.app.Own" : "own.app.Other",
                            1 + i % 4,
                            "gone.app.Unloaded",
                            i % 5));
        }
        List<String> first = stacks.stream().map(stack -> site(stack).fingerprint()).toList();

        for (int run = 0; run < 100; run++) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, stacks.size()).boxed().toList());
            Collections.shuffle(order, new Random(run));
            blame = blame(List.of());
            for (int i : order) {
                assertThat(site(stacks.get(i)).fingerprint()).isEqualTo(first.get(i));
            }
        }
    }

    @Test
    void looksThroughTheClassesOnceForAllLeaks() {
        for (int site = 0; site < 2_000; site++) {
            List<StackTraceElement> frames = stack("made.up.Library", 40);
            frames.add(new StackTraceElement("own.app.Own", "site" + site, "Own.java", site));
            assertThat(site(frames).named()).startsWith("own.app.Own#site" + site);
        }

        assertThat(looks).hasValue(1);
    }

    @Test
    void looksAgainForAClassThatMayHaveComeSinceAndForNoOther() throws Exception {
        List<StackTraceElement> frames = stack("made.up.Library", 12, "late.app.Late", 1);
        site(stack("made.up.Library", 12, "own.app.Own", 1));
        site(stack("gone.app.Unloaded", 12));
        site(stack("gone.app.UnloadedToo", 12));
        assertThat(looks).hasValue(1);

        loaded = new Class<?>[] {new CompiledCode(folder).inJar("late.app.Late", "lib/late.jar")};
        blame.site(new CallStack(frames), System.nanoTime());

        assertThat(looks).hasValue(2);
    }

    private Site site(List<StackTraceElement> frames) {
        return blame.site(new CallStack(frames), NOW);
    }

    /** Classes, each with how many frames it has in a row. */
    private static List<StackTraceElement> stack(Object... classesAndFrames) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (int i = 0; i < classesAndFrames.length; i += 2) {
            String name = (String) classesAndFrames[i];
            IntStream.range(0, (Integer) classesAndFrames[i + 1])
                    .mapToObj(frame -> new StackTraceElement(name, "m" + frame, "X.java", frame))
                    .forEach(frames::add);
        }
        return frames;
    }
}
