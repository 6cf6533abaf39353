package it.lib;

import app.cash.sqldelight.TransacterImpl;
import app.cash.sqldelight.driver.jdbc.sqlite.JdbcSqliteDriver;
import java.util.Properties;
import kotlin.Unit;

final class SqlDelight implements Behind {
    private static final String TABLE = "CREATE TABLE IF NOT EXISTS t (x)";

    @Override
    public void leak() throws Exception {
        JdbcSqliteDriver driver = new JdbcSqliteDriver(url(), new Properties());
        KEPT.add(driver);
        driver.newTransaction(); // LEAK
    }

    @Override
    public void twin() throws Exception {
        JdbcSqliteDriver driver = new JdbcSqliteDriver(url(), new Properties());
        new TransacterImpl(driver) {}.transaction(
                false,
                transaction -> {
                    driver.execute(null, TABLE, 0, null);
                    return Unit.INSTANCE;
                });
        driver.close();
    }
}
