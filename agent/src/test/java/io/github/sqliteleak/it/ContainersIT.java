package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Containers;
import io.github.sqliteleak.it.app.Loaders;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Containers whose class loaders ask their parent for some packages only. */
class ContainersIT {
    private static final String DONE = "closed data.db\nleaked data.db\n";
    private static final String PARENT = "org.osgi.framework.bundle.parent=";
    private static final String STRICT = "felix.bootdelegation.implicit=false";

    @TempDir Path folder;

    /** Each setting of Felix for the parent of bundles, the first of which is the default. */
    static Stream<Arguments> parents() {
        return Jdks.with(List.of("ext", "app", "framework", "boot"));
    }

    /** A bundle finds nothing of the agent, whatever it has for its parent. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("parents")
    void tracksDriverInBundle(Jdk jdk, String parent) {
        isTracked(bundle(jdk, STRICT, PARENT + parent).run().hasStatus(0));
    }

    /** Code from outside finds the agent there, as the agent does when it asks. */
    @Test
    void tracksDriverInBundleWhereFelixGrantsIt() {
        isTracked(bundle(Jdks.running()).run().hasStatus(0));
    }

    @SomeJdk
    void tracksDriverInModuleOfJBoss(Jdk jdk) {
        isTracked(container(jdk, Containers.JBoss.class).run().hasStatus(0));
    }

    private void isTracked(EndedJvm jvm) {
        assertThat(jvm.out()).isEqualTo(DONE);
        assertThat(jvm.err()).doesNotContain("not tracked");
        Report report = jvm.report().addsUp();
        assertThat(report.total("opened")).isEqualTo(2);
        assertThat(report.openedIn(Loaders.class, "leak").getInt("count")).isOne();
        assertThat(report.connection().getString("forceClose")).isEqualTo("closed");
        assertThat(report.json().getArray("driver").getObject(0).getString("tracking"))
                .isEqualTo("full");
        DatabaseFiles.in(folder).areIntact();
    }

    private ForkedJvm bundle(Jdk jdk, String... settings) {
        return container(jdk, Containers.Felix.class).arguments(settings);
    }

    private ForkedJvm container(Jdk jdk, Class<?> program) {
        return ForkedJvm.in(folder, program)
                .on(jdk)
                .classPath(Build.programs())
                .alsoOnClassPath(Build.containers().toArray(Path[]::new))
                .arguments(Build.driver(Build.DRIVER).toString());
    }
}
