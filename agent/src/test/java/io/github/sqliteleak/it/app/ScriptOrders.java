package io.github.sqliteleak.it.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Forgets what its helper gave it, in a class that has no file, as that of a script. */
public final class ScriptOrders {
    private ScriptOrders() {}

    public static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:data.db");
    }

    public static void count() throws SQLException {
        Connection connection = open();
        connection.createStatement().close();
    }

    /** Makes the class as Groovy does, with the name of such a source. */
    public static final class Shell extends ClassLoader {
        public static void main(String... args) throws ReflectiveOperationException, IOException {
            new Shell().script().getMethod("count").invoke(null);
        }

        private Shell() {
            super(Shell.class.getClassLoader());
        }

        @Override
        public URL getResource(String name) {
            return null;
        }

        private Class<?> script() throws IOException {
            try (InputStream in = ScriptOrders.class.getResourceAsStream("ScriptOrders.class")) {
                String file = new String(in.readAllBytes(), ISO_8859_1);
                String made = file.replace("ScriptOrders.java", "ScriptOrde.groovy");
                byte[] bytes = made.getBytes(ISO_8859_1);
                return defineClass(ScriptOrders.class.getName(), bytes, 0, bytes.length);
            }
        }
    }
}
