package io.github.sqliteleak.benchmarks.workload;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the command line on the reports of a large build: 1,000 JVMs, 50,000 leaks at 40 sites. */
public final class CheckManyReports {
    private static final int REPORTS = 1_000;
    private static final int SITES = 40;
    private static final int LEAKS_A_REPORT = 50;
    private static final int FRAMES = 20;
    private static final String HEAP = "-Xmx512m";

    private CheckManyReports() {}

    /**
     * Prints the wall time of the command in nanoseconds.
     *
     * @param args the agent's jar, then the verb and its options; the folder comes behind them
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (!Files.isRegularFile(Path.of(args[0]))) {
            // Java would end with 1, as check does when there are leaks.
            throw new IOException("no such jar: " + args[0]);
        }
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            for (int i = 0; i < REPORTS; i++) {
                Path file = folder.path().resolve("leaks-" + i + "-1795225738895-0000000a.json");
                Files.writeString(file, report(i));
            }
            ProcessBuilder command = new ProcessBuilder();
            command.command().addAll(List.of(java(), HEAP, "-jar"));
            command.command().addAll(List.of(args));
            command.command().add(folder.path().toString());
            command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            command.redirectError(ProcessBuilder.Redirect.DISCARD);
            long begin = System.nanoTime();
            int status = command.start().waitFor();
            long nanos = System.nanoTime() - begin;
            if (status > 1) {
                throw new IOException("status " + status + " of " + command.command());
            }
            System.out.println(nanos);
        }
    }

    private static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    private static String report(int number) {
        StringBuilder json = new StringBuilder();
        json.append(
                "{\"schema\":1,\"tool\":{\"name\":\"sqlite-leak-agent\",\"version\":\"0.1.0\"},");
        json.append("\"jvm\":{\"pid\":").append(number + 1);
        json.append(",\"main\":\"com.example.App\",\"java\":\"17.0.15\",");
        json.append("\"startedAt\":\"2026-11-20T12:00:00Z\",\"endedAt\":\"2026-11-20T12:00:09Z\",");
        json.append("\"exit\":\"normal\"},\"driver\":[{\"version\":\"3.54.1.0\",");
        json.append("\"tracking\":\"full\"}],\"totals\":{\"opened\":60,\"closed\":10,\"leaked\":");
        json.append(LEAKS_A_REPORT).append(",\"excluded\":0,\"peakOpen\":50,\"failedOpens\":0,");
        json.append("\"lockWaits\":0,\"lockTimeouts\":0},\"leaks\":[");
        int left = LEAKS_A_REPORT;
        for (int site = 0; site < SITES; site++) {
            int count = site == SITES - 1 ? left : 1;
            left -= count;
            json.append(site == 0 ? "" : ",");
            leak(json, site, count);
        }
        return json.append("],\"lockWaits\":[],\"databases\":[]}").toString();
    }

    private static void leak(StringBuilder json, int site, int count) {
        String open = "com.example.Repo" + site + ".load(Repo" + site + ".java:42)";
        json.append("{\"fingerprint\":\"").append(String.format("%016x", site + 1L));
        json.append("\",\"count\":").append(count);
        json.append(",\"kinds\":{\"open-at-exit\":").append(count);
        json.append(",\"garbage-collected\":0,\"open-after-test\":0},\"owner\":\"application\",");
        json.append("\"openSite\":\"").append(open).append("\",\"openStack\":[\"").append(open);
        for (int frame = 1; frame < FRAMES; frame++) {
            json.append("\",\"com.example.Caller").append(frame).append(".call(Caller.java:7)");
        }
        json.append("\"],\"tests\":[\"com.example.RepoTest#loads").append(site).append("()\"],");
        json.append("\"connections\":[");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",");
            connection(json, site * 100 + i + 1);
        }
        json.append("]}");
    }

    private static void connection(StringBuilder json, int id) {
        json.append("{\"id\":").append(id).append(",\"kind\":\"open-at-exit\",");
        json.append("\"database\":\"/work/data/app.db\",\"url\":\"jdbc:sqlite:data/app.db\",");
        json.append("\"openedAt\":\"2026-11-20T12:00:01Z\",\"openMillis\":8123,");
        json.append("\"lastUsedMillisAgo\":8001,\"thread\":\"main\",\"threadAlive\":true,");
        json.append("\"inTransaction\":false,\"transactionSite\":null,\"openStatements\":[],");
        json.append("\"forceClose\":\"closed\",\"forceCloseDetail\":null}");
    }
}
