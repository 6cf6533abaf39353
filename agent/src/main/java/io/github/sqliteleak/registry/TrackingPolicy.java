package io.github.sqliteleak.registry;

/**
 * What the user asked to be kept of connections.
 *
 * @param statementStacks keep the stack of each prepared statement
 * @param exclusions what is not tracked
 */
public record TrackingPolicy(boolean statementStacks, Exclusions exclusions) {

    boolean excludes(TrackedConnection connection) {
        return !exclusions.isEmpty() && exclusions.match(connection);
    }
}
