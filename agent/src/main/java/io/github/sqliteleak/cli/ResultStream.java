package io.github.sqliteleak.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The stream for results. Unlike other print streams it knows why it failed. */
final class ResultStream extends PrintStream {
    private final Failures failures;

    ResultStream(OutputStream out, Charset charset) {
        this(new Failures(out), charset);
    }

    private ResultStream(Failures failures, Charset charset) {
        super(new BufferedOutputStream(failures), false, charset);
        this.failures = failures;
    }

    /** What went wrong first, null when nothing did that is known. */
    @Nullable IOException failure() {
        flush();
        return failures.first;
    }

    private static final class Failures extends FilterOutputStream {
        private @Nullable IOException first;

        Failures(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                first = first == null ? e : first;
                throw e;
            }
        }
    }
}
