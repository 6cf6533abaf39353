package io.github.sqliteleak.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Style and script of the page, and the policy by which a browser runs these two alone. */
final class HtmlAssets {
    private HtmlAssets() {}

    static String style() {
        return read("report.css");
    }

    static String script() {
        return read("report.js");
    }

    /** For {@code Content-Security-Policy}. */
    static String policy() {
        return "default-src 'none'; style-src "
                + hash(style())
                + "; script-src "
                + hash(script())
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String read(String name) {
        try (InputStream in = HtmlAssets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            // A browser hashes the text after it has made its line ends alike.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name, e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}
