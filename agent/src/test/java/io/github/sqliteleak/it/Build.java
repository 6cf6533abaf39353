package io.github.sqliteleak.it;

import java.nio.file.Path;
import java.util.List;

/** What the build has put under {@code target}. */
final class Build {
    private static final Path FOLDER = Path.of(System.getProperty("build.folder", "target"));

    /** The driver that the product is built with, followed in full. */
    static final String DRIVER = System.getProperty("driver.version");

    private Build() {}

    static Path agentJar() {
        return FOLDER.resolve("sqlite-leak-agent.jar").toAbsolutePath();
    }

    /** The programs of package {@code app}. */
    static Path programs() {
        return FOLDER.resolve("test-classes").toAbsolutePath();
    }

    static Path driver(String version) {
        return jar("sqlite-jdbc-" + version);
    }

    /** The logging API that drivers since 3.40 need, and its silent implementation. */
    static List<Path> logging() {
        return List.of(jar("slf4j-api"), jar("slf4j-nop"));
    }

    /** The logging API with an implementation that prints. */
    static List<Path> logback() {
        return List.of(jar("slf4j-api"), jar("logback-classic"), jar("logback-core"));
    }

    /** The agent that shows JMX to Prometheus. */
    static Path exporter() {
        return jar("jmx_prometheus_javaagent");
    }

    static Path blockHound() {
        return jar("blockhound");
    }

    static Path pool() {
        return jar("HikariCP");
    }

    /** Other pools than {@link #pool}, with what they need. */
    static List<Path> otherPools() {
        return List.of(
                jar("tomcat-jdbc"),
                jar("tomcat-juli"),
                jar("c3p0"),
                jar("mchange-commons-java"),
                jar("commons-dbcp2"),
                jar("commons-pool2"),
                jar("commons-logging"),
                jar("druid"),
                jar("beecp"));
    }

    /** An OSGi framework and a module system with class loaders of their own. */
    static List<Path> containers() {
        return List.of(jar("felix"), jar("jboss-modules"));
    }

    /** Spring's JDBC layer, with what it needs. */
    static List<Path> springJdbc() {
        return List.of(
                jar("spring-jdbc"),
                jar("spring-tx"),
                jar("spring-beans"),
                jar("spring-core"),
                jar("spring-jcl"));
    }

    static List<Path> mybatis() {
        return List.of(jar("mybatis"));
    }

    static List<Path> tomcat() {
        return List.of(jar("tomcat-embed-core"), jar("tomcat-annotations-api"));
    }

    private static Path jar(String name) {
        return FOLDER.resolve("drivers").resolve(name + ".jar").toAbsolutePath();
    }
}
