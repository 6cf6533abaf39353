package io.github.sqliteleak.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text of any origin in UTF-8. The names of threads, tests and files may hold halves of surrogate
 * pairs, which no encoding has: each becomes U+FFFD, instead of an error that costs the whole text.
 */
public final class Utf8Text {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8Text() {}

    /** The text in UTF-8. Never fails. */
    public static byte[] bytes(String text) {
        return wellFormed(text).getBytes(StandardCharsets.UTF_8);
    }

    /** The text itself when it is well-formed. */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            whole.appendCodePoint(half ? REPLACEMENT : c);
        }
        return whole.toString();
    }

    /** Encodes as {@link #bytes} does. */
    public static Writer writer(OutputStream out) {
        byte[] replacement = String.valueOf(REPLACEMENT).getBytes(StandardCharsets.UTF_8);
        return new OutputStreamWriter(
                out,
                StandardCharsets.UTF_8
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(replacement));
    }

    private static IOException tooLong(int mostBytes) {
        return new IOException("it is larger than " + (mostBytes >> 20) + " MB");
    }

    /**
     * The whole file; what is not UTF-8 in it becomes U+FFFD.
     *
     * @throws IOException when it is longer, too
     */
    static String read(Path file, int mostBytes) throws IOException {
        // It may have become longer since, and what the system makes up as it is read has no size.
        if (Files.size(file) > mostBytes) {
            throw tooLong(mostBytes);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw tooLong(mostBytes);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
