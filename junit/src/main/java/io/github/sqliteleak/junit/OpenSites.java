package io.github.sqliteleak.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where in this JVM a database was opened that still is, as {@code SITE by thread "NAME"}. */
@FunctionalInterface
interface OpenSites {
    List<String> of(Path database);

    /** By the agent for each file; without it by the data source for its own. */
    static OpenSites of(Path own, TestDataSource dataSource) {
        return database -> {
            Agent agent = Agent.present();
            if (agent != null) {
                return openSites(database, agent);
            }
            return database.equals(own) ? dataSource.openSites() : List.of();
        };
    }

    private static List<String> openSites(Path database, Agent agent) {
        List<String> sites = new ArrayList<>();
        for (OpenedConnection connection : agent.open(null)) {
            if (connection.file() != null && isSame(connection.file(), database)) {
                sites.add(connection.openSite() + " by thread \"" + connection.thread() + '"');
            }
        }
        return sites;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return one.equals(other);
        }
    }
}
