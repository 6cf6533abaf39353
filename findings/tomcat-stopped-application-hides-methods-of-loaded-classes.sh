#!/bin/sh
# version: Tomcat 11.0.27, sqlite-jdbc 3.54.1.0
# guess:   Class.getMethod on a class that is loaded and initialised finds its methods, also when the web application
#          that it belongs to has been stopped; clean-up code of a container or a library can call close() by
#          reflection.
# seen:    Class.getMethod first loads the types in the signatures of all public methods. The stopped class loader of
#          the application loads nothing any more, so asking the driver for a method without arguments fails with
#          NoClassDefFoundError about a listener interface that nobody had used. A method handle needs the types of
#          its own method only, and finds it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/pom.xml" <<'EOF'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.tomcat.embed</groupId><artifactId>tomcat-embed-core</artifactId><version>11.0.27</version></dependency>
    <dependency><groupId>org.xerial</groupId><artifactId>sqlite-jdbc</artifactId><version>3.54.1.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.*;
import java.sql.*;
import java.util.Properties;
import java.util.logging.*;

import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;

class Finding {
    public static void main(String[] args) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        Path lib = Files.createDirectories(Path.of(args[0], "app", "WEB-INF", "lib"));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0], "lib"), "s*.jar")) {
            for (Path jar : jars) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(args[0] + "/tomcat");
        StandardContext context = new StandardContext();
        context.setPath("/app");
        context.setDocBase(args[0] + "/app");
        context.addLifecycleListener(new Tomcat.FixContextListener());
        tomcat.getHost().addChild(context);
        tomcat.getServer().start();
        ClassLoader loader = context.getLoader().getClassLoader();
        Driver driver = (Driver) loader.loadClass("org.sqlite.JDBC").getConstructor().newInstance();
        Connection connection = driver.connect("jdbc:sqlite::memory:", new Properties());
        Class<?> type = loader.loadClass("org.sqlite.core.DB");
        tomcat.getHost().removeChild(context);
        check("Tomcat 11.0.27, sqlite-jdbc 3.54.1.0", "getMethod: found, method handle: found",
                "getMethod: " + byReflection(type) + ", method handle: " + byHandle(type),
                "getMethod: NoClassDefFoundError, method handle: found");
        connection.close();
        System.exit(0);
    }

    static String byReflection(Class<?> type) {
        try {
            return type.getMethod("isClosed") == null ? "null" : "found";
        } catch (ReflectiveOperationException | LinkageError e) {
            return e.getClass().getSimpleName();
        }
    }

    static String byHandle(Class<?> type) {
        try {
            MethodType result = MethodType.methodType(boolean.class);
            return MethodHandles.publicLookup().findVirtual(type, "isClosed", result) == null ? "null" : "found";
        } catch (ReflectiveOperationException | LinkageError e) {
            return e.getClass().getSimpleName();
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
java -cp "$work/lib/*" "$work/Finding.java" "$work"
