package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Pool;
import java.nio.file.Path;
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
                .contains("3 connections of pool HikariCP, still open at exit")
                .contains("close the pool before the application ends: HikariDataSource.close()");
    }

    @Test
    void staysSilentAboutPoolThatIsClosed() {
        assertThat(pool().arguments("close").run().hasNoLeak().total("opened"))
                .isGreaterThanOrEqualTo(3);
    }

    private ForkedJvm pool() {
        return ForkedJvm.in(folder, Pool.class).alsoOnClassPath(Build.pool());
    }
}
