package io.github.sqliteleak.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.system.Deadline;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ShutdownHooksTest {
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Thread hook = new Thread(this::waitForTheTest, "application-hook");
    private final Map<Thread, Thread> map = Map.of(hook, hook);

    @Test
    void waitsForAHookThatHasNotEvenStarted() {
        Thread starter =
                new Thread(
                        () -> {
                            hook.start();
                            Await.until("it runs", () -> hook.getState() == Thread.State.WAITING);
                            mayEnd.countDown();
                        });
        starter.start();

        List<Thread> running =
                ShutdownHooks.of(map).settle(Set.of(), Deadline.in(Duration.ofSeconds(60)));

        assertThat(running).isEmpty();
        assertThat(hook.getState()).isEqualTo(Thread.State.TERMINATED);
    }

    @Test
    void namesTheHooksThatDoNotEndInTime() {
        hook.start();

        List<Thread> running =
                ShutdownHooks.of(map).settle(Set.of(), Deadline.in(Duration.ofMillis(20)));

        assertThat(running).containsExactly(hook);
        mayEnd.countDown();
    }

    @Test
    void doesNotWaitForItsOwn() {
        hook.start();

        List<Thread> running =
                ShutdownHooks.of(map).settle(Set.of(hook), Deadline.in(Duration.ofSeconds(60)));

        assertThat(running).isEmpty();
        assertThat(hook.isAlive()).isTrue();
        mayEnd.countDown();
    }

    @Test
    void waitsInAThreadThatIsInterrupted() {
        Thread starter =
                new Thread(
                        () -> {
                            hook.start();
                            Await.until("it runs", () -> hook.getState() == Thread.State.WAITING);
                            mayEnd.countDown();
                        });
        starter.start();
        Thread.currentThread().interrupt();

        List<Thread> running =
                ShutdownHooks.of(map).settle(Set.of(), Deadline.in(Duration.ofSeconds(60)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(running).isEmpty();
    }

    @Test
    void looksThroughTheHooksUnderTheLockOfWhoAddsThem() {
        Object lock = new Object();
        Map<Thread, Thread> guarded = new GuardedMap(lock);

        Thread taken = ShutdownHooks.of(guarded, lock).take("none of them");

        assertThat(taken).isNull();
    }

    /** As the JVM's: while one thread goes through it, others change it under its lock. */
    private static final class GuardedMap extends IdentityHashMap<Thread, Thread> {
        private static final long serialVersionUID = 1;

        private final transient Object lock;

        GuardedMap(Object lock) {
            this.lock = lock;
        }

        @Override
        public Set<Thread> keySet() {
            if (!Thread.holdsLock(lock)) {
                throw new ConcurrentModificationException();
            }
            return super.keySet();
        }
    }

    private void waitForTheTest() {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
