package io.github.sqliteleak.spring;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** {@code sqliteLeaks} in the health of Spring Boot 4, whose health has a package of its own. */
final class Boot4Health implements HealthIndicator {
    private final AgentView view;

    Boot4Health(AgentView view) {
        this.view = view;
    }

    @Override
    public Health health() {
        return Health.up().withDetails(HealthDetails.of(view)).build();
    }
}
