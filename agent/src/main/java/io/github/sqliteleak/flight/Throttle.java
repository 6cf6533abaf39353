package io.github.sqliteleak.flight;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands in for {@code jdk.jfr.Throttle}, which came with JDK 25, as {@link Contextual} does. An
 * event that has it can be throttled in a recording's settings; without it that setting is passed
 * over.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Throttle {
    /** The most events, such as {@code 100/s}, or {@code off}. */
    String value();
}
