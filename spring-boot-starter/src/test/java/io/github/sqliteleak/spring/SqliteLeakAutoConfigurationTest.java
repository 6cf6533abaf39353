package io.github.sqliteleak.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** On Spring Boot 3.5; in Spring Boot 4 all but the package of health is the same. */
class SqliteLeakAutoConfigurationTest {
    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(SqliteLeakAutoConfiguration.class))
                    .withClassLoader(
                            new FilteredClassLoader("org.springframework.boot.health.contributor"))
                    .withPropertyValues(
                            "spring.jmx.enabled=true",
                            "management.endpoints.jmx.exposure.include=*");

    @Test
    void showsWhatTheAgentKnows() throws Exception {
        try (FakeAgent agent = new FakeAgent()) {
            assertThat(agent).isNotNull();
            runner.run(
                    context -> {
                        Map<String, Object> dump =
                                context.getBean(SqliteLeaksEndpoint.class).dump();
                        assertThat(dump)
                                .containsEntry("seen", true)
                                .containsEntry("OpenConnections", 3L)
                                .containsEntry(
                                        "openConnections",
                                        List.of(Map.of("id", 7L, "site", "a.B.c(B.java:5)")));
                        assertThat(context.getBean(Boot3Health.class).health().getDetails())
                                .containsExactly(Map.entry("openConnections", 3L));
                        MeterRegistry registry = new SimpleMeterRegistry();
                        context.getBean(MeterBinder.class).bindTo(registry);
                        assertThat(gauge(registry, "sqlite.connections.open")).isEqualTo(3);
                        assertThat(gauge(registry, "sqlite.wal.size")).isEqualTo(42);
                        assertThat(gauge(registry, "sqlite.connections.lent")).isNaN();
                        assertThat(registry.get("sqlite.lock.timeouts").functionCounter().count())
                                .isZero();
                    });
        }
    }

    @Test
    void saysThatNothingWasSeenBeforeTheFirstConnection() {
        runner.run(
                context -> {
                    assertThat(context.getBean(SqliteLeaksEndpoint.class).dump())
                            .containsExactly(Map.entry("seen", false));
                    assertThat(context.getBean(Boot3Health.class).health().getDetails())
                            .containsEntry("agent", "no connection seen yet");
                });
    }

    @Test
    void leavesOutWhatIsNotWantedOrNotThere() {
        runner.withPropertyValues(
                        "management.health.sqliteleaks.enabled=false",
                        "management.endpoints.jmx.exposure.exclude=sqliteleaks")
                .run(
                        context ->
                                assertThat(context)
                                        .doesNotHaveBean(Boot3Health.class)
                                        .doesNotHaveBean(SqliteLeaksEndpoint.class)
                                        .hasSingleBean(MeterBinder.class));
    }

    private static double gauge(MeterRegistry registry, String name) {
        return registry.get(name).gauge().value();
    }
}
