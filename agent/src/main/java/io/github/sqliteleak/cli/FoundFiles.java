package io.github.sqliteleak.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * What stands at the paths that were given, each file once, sorted.
 *
 * @param markers those that stand without a report: of JVMs that have not reported
 * @param problems paths where there is nothing, a line each
 */
record FoundFiles(List<Path> reports, List<Path> markers, List<String> problems) {}
