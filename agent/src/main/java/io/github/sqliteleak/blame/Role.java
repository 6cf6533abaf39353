package io.github.sqliteleak.blame;

/** What a frame has to do with a connection that was opened below it. */
public enum Role {
    /** The user's own code, which has to do something about it. */
    OWN("own"),
    /** The user's own code, which gives what it got to its caller. */
    HANDS_ON("hands-on"),
    /** The entry to a run of frames of libraries. */
    LIBRARY("library"),
    /** The entry to a run of frames among which is a connection pool's. */
    POOL("pool"),
    /** The entry to a run of frames among which is a test framework's. */
    TEST("test");

    private final String json;

    Role(String json) {
        this.json = json;
    }

    /** The name used in the JSON report. */
    public String json() {
        return json;
    }

    /** The role of this name, {@link #LIBRARY} for a name of a later version. */
    public static Role of(String json) {
        for (Role role : values()) {
            if (role.json.equals(json)) {
                return role;
            }
        }
        return LIBRARY;
    }
}
