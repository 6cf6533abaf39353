package io.github.sqliteleak.demo;

import java.io.PrintStream;
import java.sql.SQLException;

/** A moment of the shop in which one waits for a lock that another holds. */
interface Scene {
    /** Goes through it and tells what happens. */
    void play(PrintStream out) throws SQLException;
}
