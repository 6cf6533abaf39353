/**
 * The Spring Boot starter: shows in Actuator and Micrometer what the agent of the same JVM knows.
 * It reads the agent's MBean and has no class of the agent's; without the agent it adds nothing.
 */
@NullMarked
package io.github.sqliteleak.spring;

import org.jspecify.annotations.NullMarked;
