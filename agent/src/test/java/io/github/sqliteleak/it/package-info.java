/**
 * The shaded jar in JVMs of its own, on each JDK found: each leak with a control that must stay
 * silent.
 */
package io.github.sqliteleak.it;
