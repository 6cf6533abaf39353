package io.github.sqliteleak.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Files as the agent leaves them. */
final class AgentReports {
    private static final String REPORT =
            """
            {"schema": 1, "tool": {"name": "sqlite-leak-agent", "version": "1"},
             "jvm": {"pid": 7, "main": "/s/boot-7.jar", "java": "17", "startedAt": "2020-11-20T12:00:00Z",
                     "endedAt": "2020-11-20T12:00:09Z", "exit": "normal"},
             "driver": [{"version": "3.54.1.0", "tracking": "full"}],
             "totals": {"opened": 2, "closed": %d, "leaked": %d, "excluded": 0, "peakOpen": 2,
                        "failedOpens": 0, "lockWaits": 3, "lockTimeouts": 3},
             "leaks": [%s], "lockWaits": [], "databases": []}
            """;

    private static final String LEAK =
            """
            {"fingerprint": "9f2c4e11a0b37d65", "count": 1, "closedByAgent": 1,
             "kinds": {"open-at-exit": 1, "garbage-collected": 0, "open-after-test": 0},
             "owner": "application", "openSite": "it.Repo.open(Repo.java:9)",
             "openStack": ["it.Repo.open(Repo.java:9)"], "tests": [],
             "connections": [{"id": 1, "kind": "open-at-exit", "database": "/x/a.db",
               "url": "jdbc:sqlite:/x/a.db", "openSite": "it.Repo.open(Repo.java:9)",
               "openedAt": "2020-11-20T12:00:01Z", "openMillis": 166, "lastUsedMillisAgo": 128,
               "thread": "main", "threadAlive": true, "inTransaction": false,
               "transactionSite": null, "transactionSql": null, "openStatements": [],
               "tests": [], "forceClose": "closed", "forceCloseDetail": null}]}
            """;

    /** The jar that those JVMs were started with. */
    static final String MAIN = "/s/boot-7.jar";

    private AgentReports() {}

    static void clean(Path folder) throws IOException {
        write(folder, "leaks-7-1-a.json", REPORT.formatted(2, 0, ""));
    }

    static void leak(Path folder) throws IOException {
        write(folder, "leaks-7-2-b.json", REPORT.formatted(1, 1, LEAK));
    }

    /** Of a JVM that was killed. */
    static void marker(Path folder) throws IOException {
        write(folder, "leaks-8-1-c.started.json", "{}");
    }

    /** Makes what is there that of an earlier build. */
    static void age(Path folder, Instant to) throws IOException {
        for (Path file : ReportFolders.files(folder)) {
            Files.setLastModifiedTime(file, FileTime.from(to));
        }
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder).resolve(name), text);
    }
}
