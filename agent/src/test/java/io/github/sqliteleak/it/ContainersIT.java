package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Containers;
import io.github.sqliteleak.it.app.Loaders;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Containers whose class loaders ask their parent for some packages only. */
class ContainersIT {
    private static final String DONE = "closed data.db\nleaked data.db\n";
    private static final String LEFT_ALONE =
            "sqlite-leak-agent: sqlite-jdbc [\\d.]+ is not tracked: its class loader .*"
                    + " cannot see the agent; ";
    private static final String DELEGATION =
            "org.osgi.framework.bootdelegation=io.github.sqliteleak.*";
    private static final String PARENT = "org.osgi.framework.bundle.parent=";
    private static final String STRICT = "felix.bootdelegation.implicit=false";
    private static final String JBOSS_PACKAGES = "-Djboss.modules.system.pkgs=";

    @TempDir Path folder;

    /** Each setting of Felix for the parent of bundles, the first of which is the default. */
    static Stream<Arguments> parents() {
        return Jdks.with(List.of("boot", "ext", "app", "framework"));
    }

    /**
     * Without a setting Felix finds what is on its own class path, but only where code from outside
     * asks, as the agent does.
     */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("parents")
    void tracksDriverInBundleWhereFelixGrantsIt(Jdk jdk, String parent) {
        EndedJvm jvm = bundle(jdk, PARENT + parent).run().hasStatus(0);

        assertThat(jvm.out()).isEqualTo(DONE);
        isTracked(jvm);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("parents")
    void leavesDriverInBundleAlone(Jdk jdk, String parent) {
        EndedJvm jvm = bundle(jdk, STRICT, PARENT + parent).run().hasStatus(0);

        assertThat(jvm.out()).isEqualTo(DONE);
        assertThat(lines(jvm))
                .matches(
                        LEFT_ALONE
                                + "start the OSGi framework with \\Q"
                                + DELEGATION
                                + "\\E and \\Q"
                                + PARENT
                                + "app\\E\n");
        assertThat(jvm.reportFiles()).isEmpty();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("parents")
    void tracksDriverInBundleThatSeesTheAgent(Jdk jdk, String parent) {
        EndedJvm jvm = bundle(jdk, STRICT, PARENT + parent, DELEGATION).run().hasStatus(0);

        assertThat(jvm.out()).isEqualTo(DONE);
        if (List.of("app", "framework").contains(parent)) {
            isTracked(jvm);
        } else {
            assertThat(lines(jvm)).matches(LEFT_ALONE + ".*\n");
        }
    }

    @EachJdk
    void leavesDriverInModuleOfJBossAlone(Jdk jdk) {
        EndedJvm jvm = module(jdk).run().hasStatus(0);

        assertThat(jvm.out()).isEqualTo(DONE);
        assertThat(jvm.err())
                .matches(
                        LEFT_ALONE
                                + "start the JVM with "
                                + JBOSS_PACKAGES
                                + "io.github.sqliteleak\n");
        assertThat(jvm.reportFiles()).isEmpty();
    }

    @EachJdk
    void namesThePackagesThatTheModuleSeesAlready(Jdk jdk) {
        EndedJvm jvm =
                module(jdk).jvmArguments(JBOSS_PACKAGES + "org.jboss.byteman").run().hasStatus(0);

        assertThat(jvm.out()).isEqualTo(DONE);
        assertThat(jvm.err())
                .matches(
                        LEFT_ALONE
                                + "start the JVM with "
                                + JBOSS_PACKAGES
                                + "io.github.sqliteleak,org.jboss.byteman\n");
    }

    @EachJdk
    void tracksDriverInModuleOfJBossThatSeesTheAgent(Jdk jdk) {
        EndedJvm jvm =
                module(jdk)
                        .jvmArguments(JBOSS_PACKAGES + "io.github.sqliteleak,org.jboss.byteman")
                        .run()
                        .hasStatus(0);

        assertThat(jvm.out()).isEqualTo(DONE);
        isTracked(jvm);
    }

    /** Without what JDK 25 says of Felix. */
    private static String lines(EndedJvm jvm) {
        return jvm.err()
                .lines()
                .filter(line -> !line.startsWith("WARNING: "))
                .map(line -> line + '\n')
                .collect(Collectors.joining());
    }

    private void isTracked(EndedJvm jvm) {
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

    private ForkedJvm module(Jdk jdk) {
        return container(jdk, Containers.JBoss.class);
    }

    private ForkedJvm container(Jdk jdk, Class<?> program) {
        return ForkedJvm.in(folder, program)
                .on(jdk)
                .classPath(Build.programs())
                .alsoOnClassPath(Build.containers().toArray(Path[]::new))
                .arguments(Build.driver(Build.DRIVER).toString());
    }
}
