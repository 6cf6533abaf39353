package io.github.sqliteleak.demo;

/** Stands for a call to somebody far away. */
final class SlowCall {
    private static final int MILLIS = 200;

    private SlowCall() {}

    static void toSupplier() {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
