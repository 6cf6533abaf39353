package io.github.sqliteleak.missioncontrol.app;

/** Has nothing to do with SQLite. */
public final class Idle {
    private Idle() {}

    public static void main(String[] arguments) {
        System.out.println("no database here");
    }
}
