package io.github.sqliteleak.flight;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands in for {@code jdk.jfr.Contextual}, which came with JDK 25: packaging renames each use of
 * it to that, and older releases pass over an annotation that they do not have.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Contextual {}
