package io.github.sqliteleak.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fingerprint is made of, by the classes that are on the stack. */
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
                    code.inJar("made.up.Library", "lib/library.jar"),
                    code.inJar("another.one.Layer", "lib/layer.jar"),
                };
        blame =
                new Blame(
                        () -> {
                            looks.incrementAndGet();
                            return loaded;
                        },
                        null);
    }

    @Test
    void staysAsItWasWhereTheFirstFiveHaveAnOwnFrame() {
        List<StackTraceElement> frames =
                stack("made.up.Library", 4, "own.app.Own", 1, "own.app.Other", 3);

        assertThat(fingerprinted(frames)).isEqualTo(Fingerprint.first(frames)).hasSize(5);
    }

    @Test
    void goesOnToTheFirstFiveOwnFramesBehindALibrary() {
        List<StackTraceElement> frames =
                stack("made.up.Library", 12, "own.app.Own", 1, "another.one.Layer", 7);
        frames.addAll(stack("own.app.Other", 9));

        assertThat(fingerprinted(frames))
                .containsExactly(
                        "made.up.Library#m0",
                        "made.up.Library#m1",
                        "made.up.Library#m2",
                        "made.up.Library#m3",
                        "made.up.Library#m4",
                        "own.app.Own#m0",
                        "own.app.Other#m0",
                        "own.app.Other#m1",
                        "own.app.Other#m2",
                        "own.app.Other#m3");
    }

    @Test
    void findsTheOwnFrameBehindTheCutOfTheStack() {
        List<StackTraceElement> all = stack("made.up.Library", 100, "own.app.Own", 1);

        assertThat(blame.fingerprinted(all.subList(0, 64), () -> all, NOW))
                .hasSize(6)
                .endsWith("own.app.Own#m0");
        assertThat(blame.fingerprinted(all.subList(0, 2), () -> all, NOW))
                .containsExactly("made.up.Library#m0", "made.up.Library#m1", "own.app.Own#m0");
    }

    @Test
    void takesWhatIsNotKnownForOwnBehindALibrary() {
        List<StackTraceElement> frames =
                stack("made.up.Library", 12, "gone.app.Unloaded", 2, "another.one.Layer", 3);

        assertThat(fingerprinted(frames))
                .hasSize(7)
                .endsWith("gone.app.Unloaded#m0", "gone.app.Unloaded#m1");
    }

    @Test
    void takesWhatIsFurthestFromTheDriverForOwnWhereNothingIsKnown() {
        List<StackTraceElement> frames = stack("gone.library.Deep", 12, "gone.app.Unloaded", 1);
        assertThat(PackageRoots.of("gone.library.Deep"))
                .isNotEqualTo(PackageRoots.of("gone.app.Unloaded"));

        assertThat(fingerprinted(frames)).hasSize(6).endsWith("gone.app.Unloaded#m0");
        List<StackTraceElement> ofOne = stack("gone.app.Unloaded", 12);
        assertThat(fingerprinted(ofOne)).isEqualTo(Fingerprint.first(ofOne));
    }

    @Test
    void takesWhatIsNotKnownForALibraryBesideOwnFrames() {
        List<StackTraceElement> frames = stack("gone.library.Deep", 12, "own.app.Own", 1);

        assertThat(fingerprinted(frames)).hasSize(6).endsWith("own.app.Own#m0");
    }

    @Test
    void takesTheFirstOfEachFurtherLibraryWhereAllAreLibraries() {
        List<StackTraceElement> frames =
                stack("made.up.Library", 12, "another.one.Layer", 7, "made.up.Library", 2);

        assertThat(fingerprinted(frames))
                .hasSize(5 + 5 + 2)
                .contains("another.one.Layer#m4")
                .doesNotContain("another.one.Layer#m5", "made.up.Library#m5");
    }

    @Test
    void isEmptyForNoFramesAndLooksAtNoClassThen() {
        assertThat(fingerprinted(List.of())).isEmpty();
        assertThat(looks).hasValue(0);
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
            Set<List<String>> names = new HashSet<>();
            for (String method : List.of("one", "other")) {
                List<StackTraceElement> whole = new ArrayList<>(before);
                whole.add(new StackTraceElement("own.app.Other", method, "Other.java", 7));
                whole.addAll(after);
                names.add(fingerprinted(whole));
                names.add(blame.fingerprinted(whole.subList(0, 5), () -> whole, NOW));
            }
            assertThat(names).as("%s … %s", before, after).hasSize(2);
        }
    }

    @Test
    void looksThroughTheClassesOnceForAllLeaks() {
        for (int site = 0; site < 2_000; site++) {
            List<StackTraceElement> frames = stack("made.up.Library", 40);
            frames.add(new StackTraceElement("own.app.Own", "site" + site, "Own.java", site));
            assertThat(fingerprinted(frames)).endsWith("own.app.Own#site" + site);
        }

        assertThat(looks).hasValue(1);
    }

    @Test
    void looksAgainForAClassThatMayHaveComeSinceAndForNoOther() throws Exception {
        List<StackTraceElement> frames = stack("made.up.Library", 12, "late.app.Late", 1);
        List<StackTraceElement> own = stack("made.up.Library", 12, "own.app.Own", 1);
        assertThat(fingerprinted(own)).hasSize(6);
        assertThat(fingerprinted(stack("gone.app.Unloaded", 12))).hasSize(5);
        assertThat(fingerprinted(stack("gone.app.UnloadedToo", 12))).hasSize(5);
        assertThat(looks).hasValue(1);

        loaded = new Class<?>[] {new CompiledCode(folder).inJar("late.app.Late", "lib/late.jar")};
        assertThat(blame.fingerprinted(frames, () -> frames, System.nanoTime())).hasSize(6);

        assertThat(looks).hasValue(2);
    }

    private List<String> fingerprinted(List<StackTraceElement> frames) {
        return blame.fingerprinted(frames, () -> frames, NOW);
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
