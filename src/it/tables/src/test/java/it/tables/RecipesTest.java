package it.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The recipes of the documentation, over the reports of three JVMs of two services. */
class RecipesTest {
    private static final Path FOLDER = Path.of("").toAbsolutePath();
    private static final String JAR = System.getProperty("agent.jar");

    @BeforeAll
    static void makeReports() throws Exception {
        run("-javaagent:" + JAR + "=report=reports/orders,console=off", "orders", "2");
        run("-javaagent:" + JAR + "=report=reports/orders,console=off", "orders", "1");
        run("-javaagent:" + JAR + "=report=reports/billing,console=off", "billing", "1");
        java(
                List.of(
                        "-jar",
                        JAR,
                        "report",
                        "--format",
                        "ndjson",
                        "--output",
                        "leaks.ndjson",
                        "reports"));
        assertEquals(3, Files.readAllLines(FOLDER.resolve("leaks.ndjson")).size());
    }

    @Test
    void duckDb() throws Exception {
        List<List<String>> results = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String query : queries("duckdb.sql")) {
                if (statement.execute(query)) {
                    results.add(rows(statement));
                }
            }
        }
        assertAnswers(results);
    }

    @Test
    void spark() throws Exception {
        List<List<String>> results = new ArrayList<>();
        try (SparkSession spark =
                SparkSession.builder()
                        .master("local[1]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.driver.host", "127.0.0.1")
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .config("spark.sql.shuffle.partitions", "1")
                        .getOrCreate()) {
            for (String query : queries("spark.sql")) {
                Dataset<Row> rows = spark.sql(query);
                if (rows.columns().length > 0) {
                    List<String> lines = new ArrayList<>();
                    rows.collectAsList().forEach(row -> lines.add(row.mkString(" ")));
                    results.add(lines);
                }
            }
        }
        assertAnswers(results);
    }

    private static void assertAnswers(List<List<String>> results) {
        String orders = Leaking.class.getName() + ".orders(Leaking.java:";
        String billing = Leaking.class.getName() + ".billing(Leaking.java:";
        assertEquals(3, results.size(), results.toString());
        List<String> worst = results.get(0);
        assertEquals(2, worst.size(), worst.toString());
        assertTrue(
                worst.get(0).startsWith(orders) && worst.get(0).endsWith(" 3 2 1"), worst.get(0));
        assertTrue(
                worst.get(1).startsWith(billing) && worst.get(1).endsWith(" 1 1 1"), worst.get(1));
        List<String> fresh = results.get(1);
        assertEquals(2, fresh.size(), fresh.toString());
        assertTrue(fresh.get(0).contains(orders) && fresh.get(0).endsWith(" 3"), fresh.get(0));
        assertEquals(List.of("orders 1 3 2", "billing 1 1 1"), results.get(2));
    }

    private static List<String> rows(Statement statement) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(rows.getString(i));
                }
                lines.add(String.join(" ", values));
            }
        }
        return lines;
    }

    private static List<String> queries(String file) throws IOException {
        Path path = Path.of(System.getProperty("fleet.folder")).resolve(file);
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(path)) {
            text.append(line.startsWith("--") ? "" : line + '\n');
        }
        List<String> queries = new ArrayList<>();
        for (String query : text.toString().split(";\n")) {
            if (!query.isBlank()) {
                queries.add(query);
            }
        }
        return queries;
    }

    private static void run(String agent, String service, String number) throws Exception {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        java(List.of(agent, "-cp", classPath, Leaking.class.getName(), service, number));
    }

    private static void java(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(arguments);
        assertEquals(
                0,
                new ProcessBuilder(command)
                        .inheritIO()
                        .directory(FOLDER.toFile())
                        .start()
                        .waitFor());
    }
}
