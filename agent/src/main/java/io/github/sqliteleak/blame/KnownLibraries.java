package io.github.sqliteleak.blame;

/**
 * Libraries between an application and JDBC that are known by name. No such list is complete: it is
 * for where classes cannot be looked at, because nothing leaked yet or because they are packed into
 * one jar with the user's own.
 */
final class KnownLibraries {
    private static final String[] PREFIXES = {
        "org.springframework.",
        "org.hibernate.",
        "org.eclipse.persistence.",
        "org.apache.openjpa.",
        "org.apache.ibatis.",
        "org.mybatis.",
        "com.baomidou.mybatisplus.",
        "org.jooq.",
        "org.jdbi.",
        "org.jetbrains.exposed.",
        "org.flywaydb.",
        "liquibase.",
        "app.cash.sqldelight.",
        "com.squareup.sqldelight.",
        "com.j256.ormlite.",
        "com.querydsl.",
        "org.apache.commons.dbutils.",
        "org.sql2o.",
        "org.ktorm.",
        "me.liuwj.ktorm.",
        "io.ebean.",
        "io.ebeaninternal.",
        "slick.",
        "doobie.",
        "scalikejdbc.",
        "anorm.",
        "com.googlecode.cqengine.",
        "org.apache.tika.",
        "mil.nga.",
        "ch.poole.geo.mbtiles4j.",
        "next.jdbc",
        "clojure.",
        "groovy.",
        "org.codehaus.groovy.",
        "org.apache.groovy.",
        "kotlin.",
        "kotlinx.",
        "scala.",
        "cats.",
        "fs2.",
        "zio.",
        "reactor.",
        "io.reactivex.",
        "com.p6spy.",
        "net.ttddyy.dsproxy.",
        "io.opentelemetry.",
        "io.micronaut.",
        "io.quarkus.",
        "org.apache.catalina.",
        "org.eclipse.jetty.",
        "io.undertow.",
        "io.netty.",
    };

    private KnownLibraries() {}

    static boolean include(String className) {
        return FrameRules.startsWithAny(className, PREFIXES);
    }
}
