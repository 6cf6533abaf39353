package io.github.sqliteleak.registry;

/** What was opened and what became of it. */
public record Counts(
        long opened, long closed, long leaked, long excluded, long peakOpen, long failedOpens) {

    boolean addUp() {
        return opened == closed + leaked + excluded;
    }
}
