package io.github.sqliteleak.cli;

import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.json.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the reports of a large build: 1,000 JVMs with 50,000 leaks at 40 sites. To measure how the
 * command line copes, after {@code mvn -q -B -DskipTests -pl agent package}:
 *
 * <pre>
 * java -cp agent/target/sqlite-leak-agent.jar:agent/target/test-classes io.github.sqliteleak.cli.ManyReports FOLDER
 * time java -Xmx512m -jar agent/target/sqlite-leak-agent.jar check FOLDER
 * </pre>
 */
final class ManyReports {
    private static final int JVMS = 1_000;
    private static final int LEAKS = 50;
    private static final int SITES = 40;
    private static final int FRAMES = 25;

    private ManyReports() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (int jvm = 0; jvm < JVMS; jvm++) {
            Leak[] leaks = new Leak[LEAKS];
            for (int i = 0; i < LEAKS; i++) {
                leaks[i] = leak(i + 1, (jvm * LEAKS + i) % SITES, jvm);
            }
            Path file = folder.resolve("leaks-" + jvm + "-1795176000000-8badf00d.json");
            Files.writeString(file, JsonReport.render(Reports.of(leaks)));
        }
    }

    private static Leak leak(int id, int site, int jvm) {
        String[] stack = new String[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            String name = "com.example.shop.part" + site + ".layer" + i + ".Service";
            stack[i] = name + ".handle(Service.java:" + (i * 10 + 1) + ")";
        }
        return Leak.number(id)
                .withoutUserFrames(stack)
                .database("/work/build/module-" + jvm % 20 + "/target/test-" + id + ".db")
                .thread("worker-" + id)
                .inTransaction("com.example.shop.Tx.begin(Tx.java:12)", "BEGIN IMMEDIATE")
                .cursor("SELECT id, name, price FROM products WHERE category = ? ORDER BY name")
                .openAfter(
                        "com.example.shop.part" + site + ".ServiceTest#handles(int)[" + id + "]");
    }
}
