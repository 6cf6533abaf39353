package io.github.sqliteleak.blame;

/** Whose code a class is. */
public enum Whose {
    /** The user's: what the build at hand has compiled. */
    OWN,
    /** What came ready-made, in a jar. */
    LIBRARY,
    /** Made up at run time, unloaded since, or from a place that says nothing. */
    UNKNOWN
}
