package io.github.sqliteleak.spring;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** {@code sqliteLeaks} in the health of Spring Boot 3, whose health has a package of its own. */
final class Boot3Health implements HealthIndicator {
    private final AgentView view;

    Boot3Health(AgentView view) {
        this.view = view;
    }

    @Override
    public Health health() {
        return Health.up().withDetails(HealthDetails.of(view)).build();
    }
}
