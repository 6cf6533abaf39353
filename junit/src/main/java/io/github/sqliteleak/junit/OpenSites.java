package io.github.sqliteleak.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in this JVM a database was opened that still is, as {@code opened at SITE by thread
 * "NAME"}.
 */
@FunctionalInterface
interface OpenSites {
    /** What hands connections out, as the agent begins a line of a stack that leads there. */
    String EXTENSION = TestDatabaseExtension.class.getName() + '.';

    List<String> of(Path database);

    /** By the agent for each file; without it by the data source for its own. */
    static OpenSites of(Path own, TestDataSource dataSource) {
        return database -> {
            Agent agent = Agent.present();
            if (agent != null) {
                return openSites(database, agent);
            }
            return database.equals(own)
                    ? dataSource.openSites().stream().map(site -> "opened at " + site).toList()
                    : List.of();
        };
    }

    private static List<String> openSites(Path database, Agent agent) {
        List<String> sites = new ArrayList<>();
        for (OpenedConnection connection : agent.open(null)) {
            if (connection.file() != null && isSame(connection.file(), database)) {
                sites.add(site(connection));
            }
        }
        return sites;
    }

    private static String site(OpenedConnection connection) {
        String site = connection.openSite();
        if (site != null && site.startsWith(EXTENSION)) {
            return "one that @TestDatabase handed out";
        }
        String opened = "opened at " + site + " by thread \"" + connection.thread() + '"';
        return connection.owner().startsWith("pool:")
                ? opened
                        + ", for pool "
                        + connection.owner().substring("pool:".length())
                        + ": close the pool"
                : opened;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return one.equals(other);
        }
    }
}
