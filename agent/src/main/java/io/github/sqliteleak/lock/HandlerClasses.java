package io.github.sqliteleak.lock;

/** Class files of the handlers that the driver calls. */
public interface HandlerClasses {
    /** Of those that wait as SQLite does. */
    byte[] waiting();

    /** Of those that ask a handler of the application's. */
    byte[] asking();
}
