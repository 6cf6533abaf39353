package io.github.sqliteleak.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The program of {@link OtherProcess}: sets prices in a transaction that stays open until standard
 * input ends, and for a slow call longer. Argument: the database.
 */
public final class HeadOffice {
    static final String HOLDING = "prices set, not committed yet";

    private HeadOffice() {}

    public static void main(String[] args) throws SQLException, IOException {
        try (Connection connection = Database.at(Path.of(args[0])).getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE products SET price_cents = price_cents + 5");
            }
            System.out.println(HOLDING);
            System.in.transferTo(OutputStream.nullOutputStream());
            SlowCall.toSupplier();
            connection.commit();
        }
    }
}
