package io.github.sqliteleak.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Sells: impatient at first, and with patience when that has failed. */
final class Till {
    static final Order ORDER = new Order("K-101", 1);

    private static final int IMPATIENT_MILLIS = 100;
    private static final int PATIENT_MILLIS = 10_000;
    private static final int BUSY = 5;

    private final DataSource impatient;
    private final DataSource patient;
    private final PrintStream out;

    Till(Path database, PrintStream out) {
        this.impatient = Database.waiting(database, IMPATIENT_MILLIS);
        this.patient = Database.waiting(database, PATIENT_MILLIS);
        this.out = out;
    }

    /**
     * Sells one of {@link #ORDER}.
     *
     * @param refused run when the impatient attempt has failed, before the patient one
     */
    void sell(Runnable refused) throws SQLException {
        try {
            sell(impatient);
            out.println("  1 x K-101 sold at once");
        } catch (SQLException e) {
            if (e.getErrorCode() != BUSY) {
                throw e;
            }
            out.println("  1 x K-101 refused after 100 ms, the database is locked");
            refused.run();
            sell(patient);
            out.println("  1 x K-101 sold with more patience");
        }
    }

    private static void sell(DataSource stock) throws SQLException {
        try (Connection connection = stock.getConnection()) {
            new Inventory(connection).sell(ORDER);
        }
    }
}
