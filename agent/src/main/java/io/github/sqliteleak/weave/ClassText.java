package io.github.sqliteleak.weave;

import java.nio.charset.StandardCharsets;

/**
 * Looks for names in a class file without reading it: most classes of a program have nothing to do
 * with connections, and each is looked at.
 */
final class ClassText {
    private static final byte[] LENDING =
            ")Ljava/sql/Connection;".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] METHOD = "getConnection".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] COLUMN = "column_text".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TIMEOUT = "busy_timeout".getBytes(StandardCharsets.US_ASCII);

    private ClassText() {}

    /** Whether it may be the class of a driver's handles, by methods that no other has. */
    static boolean isHandle(byte[] classFile) {
        return contains(classFile, COLUMN) && contains(classFile, TIMEOUT);
    }

    /** Whether it may have a method {@code getConnection} that returns a connection. */
    static boolean mayLend(byte[] classFile) {
        return contains(classFile, METHOD) && contains(classFile, LENDING);
    }

    /** Whether one of the constants ends with this text. */
    private static boolean contains(byte[] classFile, byte[] text) {
        int count = u2(classFile, 8);
        int at = 10;
        for (int i = 1; i < count; i++) {
            switch (classFile[at]) {
                case 1 -> {
                    int length = u2(classFile, at + 1);
                    at += 3 + length;
                    if (length >= text.length && endsWith(classFile, at, text)) {
                        return true;
                    }
                }
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
                case 5, 6 -> {
                    at += 9;
                    i++;
                }
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                default -> {
                    // A constant of a later JVM.
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean endsWith(byte[] classFile, int end, byte[] text) {
        for (int i = 1; i <= text.length; i++) {
            if (classFile[end - i] != text[text.length - i]) {
                return false;
            }
        }
        return true;
    }

    private static int u2(byte[] classFile, int at) {
        return ((classFile[at] & 0xFF) << 8) | (classFile[at + 1] & 0xFF);
    }
}
