/**
 * The Gradle plugin: gives the JVMs of tests and applications the agent, and judges their reports
 * by the agent's own command line. It knows the agent by its jar alone, which a build resolves like
 * any dependency: Gradle changes the classes of plugins, and those of an agent must stay as they
 * are.
 */
@NullMarked
package io.github.sqliteleak.gradle;

import org.jspecify.annotations.NullMarked;
