package io.github.sqliteleak.agent;

import io.github.sqliteleak.system.AgentThread;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Prints in a thread of its own, which lives as long as there is something to print. Whoever prints
 * waits for a moment, so that lines come in their order; behind a pipe that nobody reads nobody
 * waits twice, and what is too much is let go and counted. No lock is held while printing.
 */
final class Printer implements Runnable {
    private static final int MOST = 200;
    private static final long PATIENCE_MILLIS = 500;

    private final PrintStream out;
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean paused;
    private boolean stuck;
    private long added;
    private long printed;
    private long lost;

    Printer(PrintStream out) {
        this.out = out;
    }

    /** Returns when the text is printed, or after a moment. Never throws. */
    void print(String text) {
        try {
            long number = add(text);
            if (number > 0 && !await(number, PATIENCE_MILLIS)) {
                stuck();
            }
        } catch (Throwable t) {
            // No thread, no memory, or a thread that must not wait: the text is printed later.
            return;
        }
    }

    /**
     * @return its number when it is worth waiting for, else 0
     */
    private synchronized long add(String text) {
        if (waiting.size() >= MOST) {
            lost++;
            return 0;
        }
        waiting.add(text);
        added++;
        start();
        return paused || stuck ? 0 : added;
    }

    private void start() {
        if (!running && !paused && !waiting.isEmpty()) {
            try {
                AgentThread.of("print", this).start();
                running = true;
            } catch (SecurityException e) {
                // A security manager allows no thread.
                run();
            }
        }
    }

    private synchronized void stuck() {
        stuck = true;
    }

    /** From now on texts are kept, and nobody waits for them. */
    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
        start();
    }

    /**
     * Waits until all is printed.
     *
     * @return false when it was not in that time
     */
    boolean flush(long millis) {
        resume();
        return await(lastNumber(), millis);
    }

    private synchronized long lastNumber() {
        return added;
    }

    private synchronized boolean await(long number, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean interrupted = Thread.interrupted();
        long left = millis;
        while (printed < number && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return printed >= number;
    }

    @Override
    public void run() {
        String text;
        while ((text = next()) != null) {
            try {
                out.print(text);
                out.flush();
            } catch (RuntimeException | Error e) {
                // There is nowhere left to say so.
                lost(1);
            }
            done();
        }
    }

    private synchronized @Nullable String next() {
        String text = paused ? null : waiting.poll();
        running = text != null;
        return text;
    }

    private synchronized void lost(long number) {
        lost += number;
    }

    private synchronized void done() {
        printed++;
        stuck = false;
        if (waiting.isEmpty() && lost > 0) {
            waiting.add(Console.line(lost + " messages were lost: nobody read standard error"));
            lost = 0;
            added++;
        }
        notifyAll();
    }
}
