#!/bin/sh
# version: commons-dbcp2 2.14.0 with hibernate-core 7.4.5.Final, resolved by Maven
# guess:   Both depend on jakarta.transaction:jakarta.transaction-api, in versions 1.3.3 and 2.0.1. Whichever Maven takes, the
#          package is the one that the artifact is named after, and at worst a method is missing.
# seen:    Both are one step away, so Maven takes the version of whoever is named first. In 1.3.3 the classes are still those of
#          javax.transaction. With DBCP2 named first, Hibernate cannot build a session factory: NoClassDefFoundError for
#          jakarta/transaction/UserTransaction. With Hibernate named first both work, since this use of DBCP2 needs no such class.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dbcp='<dependency><groupId>org.apache.commons</groupId><artifactId>commons-dbcp2</artifactId><version>2.14.0</version></dependency>'
hibernate='<dependency><groupId>org.hibernate.orm</groupId><artifactId>hibernate-core</artifactId><version>7.4.5.Final</version></dependency>'
project() {
    cat > "$work/pom.xml" <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    $1
    $2
    <dependency><groupId>org.xerial</groupId><artifactId>sqlite-jdbc</artifactId><version>3.54.1.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
    rm -rf "$work/lib"
    mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
    java -cp "$work/lib/*" "$work/Finding.java" "$work" "$3" 2>"$work/log" || { cat "$work/log"; exit 1; }
}
cat > "$work/Finding.java" <<'EOF'
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.apache.commons.dbcp2.BasicDataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

class Finding {
    public static void main(String[] args) throws Exception {
        String api;
        try (Stream<Path> jars = Files.list(Path.of(args[0], "lib"))) {
            api = jars.map(jar -> jar.getFileName().toString())
                    .filter(jar -> jar.startsWith("jakarta.transaction-api"))
                    .findFirst().orElse("none");
        }
        boolean dbcpFirst = args[1].equals("dbcp2");
        String hibernate = dbcpFirst
                ? "NoClassDefFoundError jakarta/transaction/UserTransaction"
                : "works";
        System.out.println(args[1] + " named first");
        check("commons-dbcp2 2.14.0, hibernate-core " + org.hibernate.Version.getVersionString(),
                "Hibernate works",
                api + ", DBCP2 " + dbcp() + ", Hibernate " + hibernate(),
                "jakarta.transaction-api-" + (dbcpFirst ? "1.3.3" : "2.0.1") + ".jar, DBCP2 works, Hibernate "
                        + hibernate);
    }

    static String dbcp() throws Exception {
        try (BasicDataSource pool = new BasicDataSource()) {
            pool.setUrl("jdbc:sqlite::memory:");
            pool.getConnection().close();
            return "works";
        }
    }

    static String hibernate() {
        Configuration configuration = new Configuration();
        configuration.setProperty("hibernate.connection.url", "jdbc:sqlite::memory:");
        configuration.setProperty("hibernate.dialect", "org.hibernate.dialect.H2Dialect");
        try (SessionFactory factory = configuration.buildSessionFactory()) {
            factory.openSession().close();
            return "works";
        } catch (LinkageError e) {
            return e.getClass().getSimpleName() + " " + e.getMessage();
        }
    }

    static void check(String version, String guess, String seen, String expected) {
        System.out.println("version: " + version);
        System.out.println("guess:   " + guess);
        System.out.println("seen:    " + seen);
        if (!seen.equals(expected)) {
            System.out.println("The behaviour has changed; it was: " + expected);
            System.exit(1);
        }
    }
}
EOF
project "$dbcp" "$hibernate" dbcp2
project "$hibernate" "$dbcp" hibernate
