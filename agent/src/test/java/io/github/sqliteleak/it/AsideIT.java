package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Aside;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What is open at the end and no leak is reported apart. */
class AsideIT {
    @TempDir Path folder;

    @SomeJdk
    void namesWhoWorkedWithAConnectionAndWhoOpenedOneAtTheEnd(Jdk jdk) {
        EndedJvm ended = ForkedJvm.in(folder, Aside.class).on(jdk).run().hasStatus(0);

        Report report = ended.report().addsUp();
        assertThat(report.total("leaked")).as("%s", ended).isEqualTo(1);
        assertThat(report.total("inUseAtExit")).isEqualTo(1);
        assertThat(report.total("openedDuringExit")).isEqualTo(1);
        JsonObject query = report.openedIn(Aside.class, "query");
        assertThat(query.getObject("kinds").getInt("in-use-at-exit")).isEqualTo(1);
        JsonObject used = query.getArray("connections").getObject(0);
        assertThat(used.getString("inUseBy")).isEqualTo("query");
        assertThat(used.getInt("lastUsedMillisAgo")).isZero();
        JsonObject late = report.openedIn(Aside.class, "open");
        assertThat(late.getObject("kinds").getInt("opened-during-exit")).isEqualTo(1);
        assertThat(late.getArray("connections").getObject(0).getString("thread")).isEqualTo("late");
        assertThat(ended.err())
                .contains(
                        "1 connection leaked at 1 site, 1 connection in use at exit, "
                                + "1 connection opened while the JVM was ending (")
                .contains("stop this thread before the application ends");
    }
}
