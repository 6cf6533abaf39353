package io.github.sqliteleak.it.app;

import java.sql.DriverManager;

/** Programs that open nothing. */
public final class Loads {
    private Loads() {}

    /** Loads the driver, and with an argument more of its classes than that. */
    public static final class Driver {
        public static void main(String... args) throws Exception {
            Db.say(DriverManager.getDriver(Db.URL).getClass().getName());
            for (String name : args) {
                Db.say(Class.forName(name).getName());
            }
        }
    }

    public static final class Nothing {
        public static void main(String... args) {
            System.out.println("nothing");
        }
    }
}
