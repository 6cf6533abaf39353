package io.github.sqliteleak.benchmarks.workload;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.sqlite.SQLiteDataSource;

/** Opens one connection to a file. */
public final class OneConnection {
    private OneConnection() {}

    /**
     * Opens it, and closes it again unless told to leak it.
     *
     * @param args the file, then {@code close} or {@code leak}, or {@code proxy} to open and close
     *     it through datasource-proxy
     */
    public static void main(String[] args) throws SQLException {
        String url = "jdbc:sqlite:" + args[0];
        Connection connection =
                args[1].equals("proxy") ? proxied(url) : DriverManager.getConnection(url);
        if (!args[1].equals("leak")) {
            connection.close();
        }
    }

    private static Connection proxied(String url) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url);
        return ProxyDataSourceBuilder.create(source).build().getConnection();
    }
}
