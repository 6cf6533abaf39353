/** What is measured, in processes of its own: with the agent, without it, or through a peer. */
@NullMarked
package io.github.sqliteleak.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
