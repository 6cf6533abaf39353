package io.github.sqliteleak.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Endpoint, health and meters; each where Spring Boot has what it needs, and only with the agent.
 */
@AutoConfiguration
@Conditional(OnAgent.class)
public class SqliteLeakAutoConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
    static class EndpointConfiguration {
        @Bean
        @ConditionalOnAvailableEndpoint(endpoint = SqliteLeaksEndpoint.class)
        SqliteLeaksEndpoint sqliteLeaksEndpoint() {
            return new SqliteLeaksEndpoint(new AgentView());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
    static class MetricsConfiguration {
        @Bean
        MeterBinder sqliteLeakMetrics() {
            return new SqliteLeakMetrics(new AgentView());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    @ConditionalOnProperty(name = "management.health.sqliteleaks.enabled", matchIfMissing = true)
    static class Boot3Configuration {
        @Bean
        Boot3Health sqliteLeaksHealthIndicator() {
            return new Boot3Health(new AgentView());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    @ConditionalOnProperty(name = "management.health.sqliteleaks.enabled", matchIfMissing = true)
    static class Boot4Configuration {
        @Bean
        Boot4Health sqliteLeaksHealthIndicator() {
            return new Boot4Health(new AgentView());
        }
    }
}
