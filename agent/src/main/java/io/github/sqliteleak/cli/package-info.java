/**
 * The command line: verbs, their options and exit statuses. Reads report files and prints; nothing
 * of it is loaded by the agent.
 */
@NullMarked
package io.github.sqliteleak.cli;

import org.jspecify.annotations.NullMarked;
