package io.github.sqliteleak.blame;

/**
 * One step of the way from the driver to the site.
 *
 * @param frame as {@code class.method(File:line)}; of a run of frames that are not the user's, the
 *     one that the user's code called
 */
public record Step(String frame, Role role) {}
