package io.github.sqliteleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrinterTest {
    private final Pipe pipe = new Pipe();
    private final Printer printer = new Printer(new PrintStream(pipe, true));

    /** A pipe that takes nothing while nobody reads it. */
    private static final class Pipe extends OutputStream {
        private final CountDownLatch read = new CountDownLatch(1);
        private final CountDownLatch writing = new CountDownLatch(1);
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            writing.countDown();
            try {
                if (!read.await(50, TimeUnit.SECONDS)) {
                    throw new AssertionError("nobody reads");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            text.write(bytes, from, length);
        }

        String text() {
            return text.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void printsInOrderBeforeItReturns() {
        pipe.read.countDown();

        printer.print("one ");
        printer.print("two ");

        assertThat(printer.flush(50_000)).isTrue();
        assertThat(pipe.text()).isEqualTo("one two ");
    }

    @Test
    void keepsNobodyWaitingBehindAPipeThatNobodyReads() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            printer.print("text ");
        }
        pipe.writing.await();
        assertThat(printer.flush(1)).isFalse();

        pipe.read.countDown();

        Await.until("the last line", () -> pipe.text().contains("lost"));
        assertThat(pipe.text())
                .startsWith("text text ")
                .contains(" messages were lost: nobody read standard error");
    }

    @Test
    void printsNothingWhilePaused() {
        pipe.read.countDown();

        printer.pause();
        printer.print("kept ");
        assertThat(pipe.text()).isEmpty();

        assertThat(printer.flush(50_000)).isTrue();
        assertThat(pipe.text()).isEqualTo("kept ");
    }

    @Test
    void keepsTheInterruptOfItsCaller() {
        pipe.read.countDown();

        Thread.currentThread().interrupt();
        printer.print("text");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(printer.flush(50_000)).isTrue();
        assertThat(pipe.text()).isEqualTo("text");
    }

    @Test
    void printsWhatTheCharsetLacks() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(bytes, true, "US-ASCII"));

        console.accept("thread \ud800 ü 😀 \u001b[31m");
        console.flush(50_000);

        assertThat(bytes.toString(StandardCharsets.US_ASCII))
                .startsWith("sqlite-leak-agent: thread ? ? ? ?[31m");
    }
}
