package io.github.sqliteleak.junit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** The text of a script, or what keeps SQLite from reading all of it as it was written. */
final class ScriptText {
    private static final char REPLACEMENT = '\uFFFD';

    private ScriptText() {}

    /**
     * Without a byte order mark.
     *
     * @param name for the message
     * @throws SQLException when it is not in UTF-8, and when it has a NUL, where SQLite would stop
     */
    static String of(byte[] bytes, String name) throws SQLException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            refuseOtherThanUtf8(bytes, name);
        }
        int nul = text.indexOf(0);
        if (nul >= 0) {
            throw new SQLException(
                    "script "
                            + name
                            + " has a NUL character at line "
                            + lineAt(text.substring(0, nul))
                            + ", behind which SQLite reads nothing");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The character stands for what cannot be read; a script may have it all the same. */
    private static void refuseOtherThanUtf8(byte[] bytes, String name) throws SQLException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer read = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(in, read, true).isError()) {
            throw new SQLException(
                    String.format(
                            "script %s is not in UTF-8: byte 0x%02X at line %d, offset %d",
                            name,
                            bytes[in.position()],
                            lineAt(read.flip().toString()),
                            in.position()));
        }
    }

    /** Of what follows this, from 1. */
    private static long lineAt(String before) {
        return 1 + before.chars().filter(c -> c == '\n').count();
    }
}
