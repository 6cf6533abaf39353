package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class OpenScopeTest {
    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final OpenScope scope = OpenScope.create();

    @Test
    void holdsWhatItsThreadOpens() {
        TrackedConnection inside = inside(scope);
        TrackedConnection outside = open();

        assertThat(scope.holds(inside)).isTrue();
        assertThat(inside.isScopeInherited()).isFalse();
        assertThat(scope.holds(outside)).isFalse();
    }

    @Test
    void holdsWhatAThreadOpensThatWasStartedInIt() throws InterruptedException {
        TrackedConnection[] opened = new TrackedConnection[2];
        Object before = OpenScope.enter(scope);
        Thread started = new Thread(() -> opened[0] = open());
        OpenScope.restore(before);
        Thread other = new Thread(() -> opened[1] = open());
        started.start();
        other.start();
        started.join();
        other.join();

        assertThat(scope.holds(opened[0])).isTrue();
        assertThat(opened[0].isScopeInherited()).isTrue();
        assertThat(scope.holds(opened[1])).isFalse();
    }

    @Test
    void isLeftForAnotherScopeAndComesBack() {
        OpenScope other = OpenScope.create();
        Object before = OpenScope.enter(scope);
        TrackedConnection nested = inside(other);
        TrackedConnection after = open();
        OpenScope.restore(before);

        assertThat(scope.holds(nested)).isFalse();
        assertThat(other.holds(nested)).isTrue();
        assertThat(scope.holds(after)).isTrue();
    }

    @Test
    void holdsWhatAPartOfItHolds() {
        Object before = OpenScope.enter(scope);
        OpenScope part = OpenScope.within();
        TrackedConnection inPart = inside(part);
        TrackedConnection outsidePart = open();
        OpenScope.restore(before);

        assertThat(scope.holds(inPart)).isTrue();
        assertThat(part.takeRecorded()).containsExactly(inPart).doesNotContain(outsidePart);
        assertThat(part.takeRecorded()).isEmpty();
    }

    @Test
    void recordsWhatWasClosedToo() {
        OpenScope recording = OpenScope.create();
        recording.startRecording();
        TrackedConnection closed = inside(recording);
        registry.closings().handleClosed(closed);

        assertThat(recording.takeRecorded()).containsExactly(closed);
    }

    @Test
    void isOverForWhatItHoldsWhenItHasEnded() {
        TrackedConnection opened = inside(scope);
        TrackedConnection ofAnother = inside(OpenScope.create());
        assertThat(OpenScope.isOver(opened)).isFalse();

        scope.end();

        assertThat(OpenScope.isOver(opened)).isTrue();
        assertThat(OpenScope.isOver(inside(scope))).as("opened late").isTrue();
        assertThat(OpenScope.isOver(ofAnother)).isFalse();
        assertThat(scope.holds(opened)).as("ended or not").isTrue();
    }

    @Test
    void isNotOverForAPartBeforeTheWholeIs() {
        Object before = OpenScope.enter(scope);
        OpenScope part = OpenScope.within();
        TrackedConnection inPart = inside(part);
        OpenScope.restore(before);

        part.end();
        assertThat(OpenScope.isOver(inPart)).isFalse();
        scope.end();
        assertThat(OpenScope.isOver(inPart)).isTrue();
    }

    @Test
    void isOverForWhatWasOpenedInNoScope() {
        assertThat(OpenScope.isOver(open())).isTrue();
    }

    @Test
    void tellsTestsInOnePoolApartByTheThreadThatOpens() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 100; i++) {
                OpenScope own = OpenScope.create();
                assertThat(pool.submit(() -> own.holds(inside(own))).get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aLeakThatIsTakenIsNeitherClosedNorJudgedAgain() {
        TrackedConnection left = inside(scope);
        TrackedConnection closed = inside(scope);
        registry.closings().handleClosed(closed);

        assertThat(registry.leaks().take(left)).isTrue();
        assertThat(registry.leaks().take(left)).isFalse();
        assertThat(registry.leaks().take(closed)).isFalse();
        registry.closings().handleClosed(left);

        registry.freeze();
        assertThat(registry.leaks().judge()).isEmpty();
        assertThat(registry.counters().settled(1, 0)).isEqualTo(new Counts(2, 1, 1, 0, 2, 0));
    }

    private TrackedConnection inside(OpenScope entered) {
        Object before = OpenScope.enter(entered);
        try {
            return open();
        } finally {
            OpenScope.restore(before);
        }
    }

    private TrackedConnection open() {
        TrackedConnection connection =
                registry.handleOpened(new Object(), "a.db", 6, Set.of(), null);
        registry.connected(connection, new Object(), null);
        return connection;
    }
}
