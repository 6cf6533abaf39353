package io.github.sqliteleak.flight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventStreamsTest {
    private static final StackTraceElement HANDLER =
            new StackTraceElement("com.example.Watchdog", "stop", "Watchdog.java", 7);

    @Test
    void doesNotWaitForAHandlerThatEndsTheJvm() {
        StackTraceElement exit =
                new StackTraceElement("java.lang.Runtime", "exit", "Runtime.java", 112);

        assertThat(EventStreams.endsTheJvm(new StackTraceElement[] {exit, HANDLER})).isTrue();
        assertThat(EventStreams.endsTheJvm(new StackTraceElement[] {HANDLER})).isFalse();
    }
}
