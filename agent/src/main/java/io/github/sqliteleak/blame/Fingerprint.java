package io.github.sqliteleak.blame;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * What stays the same about a leak site from run to run: the first 16 hex digits of the SHA-256
 * over its first five frames as {@code class#method}, one a line, and over more where these are a
 * library's ({@link Blame#fingerprinted}).
 *
 * <p>Numbers that a compiler hands out are left out of the names ({@code lambda$load$0}, {@code
 * Outer$1}), and frames that a compiler or a proxy library puts between two methods of the user's
 * are skipped. Two lambdas of one method, or two anonymous classes of one class, thus differ by the
 * frames around them only.
 */
public final class Fingerprint {
    /** As many frames, and as many of the user's own where these are a library's. */
    public static final int FRAMES = 5;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Fingerprint() {}

    /**
     * The fingerprint of a stack that is already free of the frames of the JDK, the driver, pools
     * and frameworks; a fixed one when no frame is left.
     */
    public static String of(List<StackTraceElement> userFrames) {
        return ofNames(first(userFrames));
    }

    /** The first frames that count, as {@code class#method}. */
    public static List<String> first(List<StackTraceElement> frames) {
        return names(counted(frames, FRAMES));
    }

    /** Those of the frames that count, as many as are wanted. */
    static List<StackTraceElement> counted(List<StackTraceElement> frames, int most) {
        List<StackTraceElement> counted = new ArrayList<>();
        for (StackTraceElement frame : frames) {
            if (counted.size() == most) {
                break;
            }
            if (!GeneratedCode.isBetween(frame.getClassName(), frame.getMethodName())) {
                counted.add(frame);
            }
        }
        return counted;
    }

    /** Each as {@code class#method}. */
    static List<String> names(List<StackTraceElement> frames) {
        List<String> names = new ArrayList<>(frames.size());
        for (StackTraceElement frame : frames) {
            names.add(name(frame));
        }
        return names;
    }

    /** As {@code class#method}, without the numbers that a compiler hands out. */
    static String name(StackTraceElement frame) {
        return GeneratedCode.withoutNumbers(frame.getClassName())
                + '#'
                + GeneratedCode.withoutNumbers(frame.getMethodName());
    }

    /** Over any texts: short, and the same for the same ones. */
    public static String ofNames(List<String> names) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
        for (String name : names) {
            sha256.update(name.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
        }
        byte[] digest = sha256.digest();
        StringBuilder hex = new StringBuilder(16);
        for (int i = 0; i < 8; i++) {
            hex.append(HEX[(digest[i] >> 4) & 0xF]).append(HEX[digest[i] & 0xF]);
        }
        return hex.toString();
    }
}
