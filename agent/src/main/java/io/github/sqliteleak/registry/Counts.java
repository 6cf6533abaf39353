package io.github.sqliteleak.registry;

/** What was opened and what became of it. */
public record Counts(
        long opened, long closed, long leaked, long excluded, long peakOpen, long failedOpens) {

    /** The same with all that is open and followed taken for leaked. */
    public Counts allOpenLeaked() {
        long open = Math.max(0, opened - closed - excluded);
        return new Counts(opened, closed, open, excluded, peakOpen, failedOpens);
    }

    boolean addUp() {
        return opened == closed + leaked + excluded;
    }
}
