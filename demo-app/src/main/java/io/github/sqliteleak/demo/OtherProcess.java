package io.github.sqliteleak.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The head office's program keeps its transaction open, and an order has to wait. */
class OtherProcess implements Scene {
    /** JDK releases that warn when a library is loaded unasked. */
    private static final int ASKS_FOR_NATIVE_ACCESS = 24;

    private final Path database;

    OtherProcess(Path database) {
        this.database = database;
    }

    @Override
    public final void play(PrintStream out) throws SQLException {
        out.println("Another process");
        try {
            Process office = start();
            try (BufferedReader said = office.inputReader(StandardCharsets.UTF_8)) {
                if (!HeadOffice.HOLDING.equals(said.readLine())) {
                    throw new IOException("the head office did not answer");
                }
                order(office, new Till(database, out));
                release(office);
                if (office.waitFor() != 0) {
                    throw new IOException("the head office ended with " + office.exitValue());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                office.destroy();
            }
        } catch (IOException e) {
            throw new SQLException("the head office failed: " + e.getMessage(), e);
        }
        out.println("  prices set by the head office");
    }

    void order(Process office, Till till) throws SQLException, InterruptedException {
        till.sell(() -> release(office));
    }

    /** It goes on when its standard input ends. */
    static void release(Process office) {
        try {
            office.getOutputStream().close();
        } catch (IOException e) {
            office.destroy();
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= ASKS_FOR_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(HeadOffice.class.getName());
        command.add(database.toString());
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Sells when the other one has ended. */
    static final class Careful extends OtherProcess {
        Careful(Path database) {
            super(database);
        }

        @Override
        void order(Process office, Till till) throws SQLException, InterruptedException {
            release(office);
            office.waitFor();
            till.sell(() -> {});
        }
    }
}
