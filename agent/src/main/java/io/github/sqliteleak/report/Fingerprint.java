package io.github.sqliteleak.report;

/** To be written. */
final class Fingerprint {
    private Fingerprint() {}
}
