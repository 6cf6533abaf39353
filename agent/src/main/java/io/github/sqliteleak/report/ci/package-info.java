/** The formats that build servers show: JUnit, SARIF, GitLab, GitHub annotations, Markdown. */
@NullMarked
package io.github.sqliteleak.report.ci;

import org.jspecify.annotations.NullMarked;
