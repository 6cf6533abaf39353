/**
 * Small programs for the forked JVMs. They need the JDK and the driver only, and know nothing of
 * the agent.
 */
package io.github.sqliteleak.it.app;
