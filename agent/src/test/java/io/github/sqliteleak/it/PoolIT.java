package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.BorrowedFromPools;
import io.github.sqliteleak.it.app.Pool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolIT {
    @TempDir Path folder;

    @EachJdk
    void reportsPoolNeverClosedAsOneFinding(Jdk jdk) {
        EndedJvm jvm = pool().on(jdk).run().hasStatus(0);

        JsonObject leak = jvm.report().addsUp().leak();
        assertThat(leak.getString("owner")).isEqualTo("pool:HikariCP");
        assertThat(leak.getInt("count")).isEqualTo(3);
        assertThat(jvm.err())
                .contains("3 connections of pool HikariCP, idle in a pool that was not closed")
                .contains("close the pool before the application ends: HikariDataSource.close()");
    }

    @Test
    void staysSilentAboutPoolThatIsClosed() {
        assertThat(pool().arguments("close").run().hasNoLeak().total("opened"))
                .isGreaterThanOrEqualTo(3);
    }

    @EachJdk
    void namesBorrowersOfPoolsThatAreOpen(Jdk jdk) {
        EndedJvm jvm = pools().on(jdk).run().hasStatus(0);

        assertThat(notGivenBack(jvm.report()))
                .containsExactlyInAnyOrder(
                        "pool:HikariCP 2 open",
                        "pool:Tomcat 2 open",
                        "pool:c3p0 2 open",
                        "pool:MyBatis 2 open",
                        "pool:DBCP2 2 open",
                        "pool:Druid 2 open",
                        "pool:HandmadePool 2 open");
        assertThat(jvm.err())
                .contains("2 connections of pool c3p0, borrowed and not given back, the pool still")
                .contains("close what getConnection() gave there");
    }

    @Test
    void namesBorrowersOfPoolsThatAreClosed() {
        EndedJvm jvm = pools().arguments("close").run().hasStatus(0);

        assertThat(notGivenBack(jvm.report()))
                .containsExactlyInAnyOrder(
                        "pool:HikariCP 2 closed",
                        "pool:Tomcat 2 closed",
                        "pool:c3p0 2 closed",
                        "pool:MyBatis 2 closed",
                        "pool:DBCP2 2 closed",
                        "pool:Druid 2 closed",
                        "pool:BeeCP 2 closed",
                        "pool:HandmadePool 2 closed");
        assertThat(jvm.err()).doesNotContain("close the pool before");
    }

    @Test
    void staysSilentAboutWhatWasGivenBack() {
        EndedJvm jvm = pools().arguments("close", "well").run().hasStatus(0);

        assertThat(jvm.report().addsUp().leaks()).isEmpty();
        assertThat(jvm.err()).contains("all closed");
    }

    /** Owner, count and state of the pool of each site, all borrowed in the same method. */
    private static List<String> notGivenBack(Report report) {
        List<String> found = new ArrayList<>();
        for (JsonObject leak : report.leaks()) {
            JsonObject connection = leak.getArray("connections").getObject(0);
            if (!connection.getString("kind").equals("not-given-back")) {
                continue;
            }
            assertThat(connection.getString("borrowSite"))
                    .startsWith("io.github.sqliteleak.it.app.BorrowedFromPools.load(");
            assertThat(connection.getString("borrowThread")).isEqualTo("main");
            found.add(
                    leak.getString("owner")
                            + " "
                            + leak.getInt("count")
                            + (connection.getBoolean("poolClosed") ? " closed" : " open"));
        }
        return found;
    }

    private ForkedJvm pools() {
        return ForkedJvm.in(folder, BorrowedFromPools.class)
                .alsoOnClassPath(Build.pool())
                .alsoOnClassPath(Build.otherPools().toArray(Path[]::new))
                .alsoOnClassPath(Build.mybatis().toArray(Path[]::new));
    }

    private ForkedJvm pool() {
        return ForkedJvm.in(folder, Pool.class).alsoOnClassPath(Build.pool());
    }
}
