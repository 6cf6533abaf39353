package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;

/**
 * Runs SQL on a database and keeps the connection open until a line comes in: {@code file sql…}.
 * Plain JDBC, as another program would.
 */
final class ForeignHolder {
    private ForeignHolder() {}

    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0])) {
            for (int i = 1; i < args.length; i++) {
                Sql.value(connection, args[i]);
            }
            System.out.println("ready");
            if (System.in.read() < 0) {
                System.exit(1);
            }
        }
        System.out.println("closed");
    }

    static OtherProcess start(Path file, String... sql) throws Exception {
        Object[] arguments = new Object[sql.length + 1];
        arguments[0] = file;
        System.arraycopy(sql, 0, arguments, 1, sql.length);
        return OtherProcess.start(ForeignHolder.class, arguments).awaitLine("ready");
    }
}
