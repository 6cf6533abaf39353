package io.github.sqliteleak.tests;

/** Called when tests begin and end in this JVM, by the thread that runs the test plan. */
public interface TestPlanObserver {
    /** The first of the test plans that run at one time begins. */
    void began();

    /** The last of them has ended. */
    void ended();

    /** The test plan cannot be followed. */
    void failed(Throwable failure);
}
