#!/bin/sh
# version: Surefire 2.22.2 and 3.5.6, JUnit 4.13.2
# guess:   What a test JVM prints on the real standard error in a shutdown hook is shown in the log of the build.
# seen:    With Surefire 3.5.6 it is. With 2.22.2 it is not: standard error of the JVM is merged into the channel on
#          standard output, so the line goes into target/surefire-reports/….dumpstream as corruption of the channel,
#          and the build stays green without a word of it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for version in 2.22.2 3.5.6; do
    mkdir -p "$work/$version/src/test/java"
    cat > "$work/$version/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.13.2</version></dependency>
  </dependencies>
  <build><plugins>
    <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
    <plugin><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
    <plugin><artifactId>maven-surefire-plugin</artifactId><version>$version</version></plugin>
  </plugins></build>
</project>
XML
    cat > "$work/$version/src/test/java/LastWordsTest.java" <<'JAVA'
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

public class LastWordsTest {
    @org.junit.Test
    public void printsAtTheEnd() {
        PrintStream real = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> real.println("last words")));
    }
}
JAVA
    mvn -B -ntp -Dstyle.color=never -f "$work/$version/pom.xml" test > "$work/$version/log" 2>&1
    echo "$version: in the log $(grep -c 'last words' "$work/$version/log" || true)," \
        "in a dumpstream $(cat "$work/$version"/target/surefire-reports/*.dumpstream 2>/dev/null | grep -c 'last words' || true)"
done
