package io.github.sqliteleak.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * What stands at the paths that were given, each file once, sorted.
 *
 * @param markers those of JVMs that have not reported
 * @param allMarkers those of JVMs that have not come to their end, though they may have reported
 * @param problems paths where there is nothing, a line each
 * @param empty folders that were given and hold nothing that the agent wrote
 */
record FoundFiles(
        List<Path> reports,
        List<Path> markers,
        List<Path> allMarkers,
        List<String> problems,
        List<String> empty) {}
