#!/bin/sh
# version: Apache Tika 3.2.0 (tika-parser-sqlite3-module), sqlite-jdbc 3.54.1.0
# guess:   A parser closes what it has opened, whether the caller's handler takes everything or throws.
# seen:    Tika's parser for SQLite opens its connection before it calls startDocument, and closes it behind the last table.
#          When the handler throws in startDocument, as one does that has seen enough, the connection stays open: the process
#          has descriptors of the database (read on Linux in /proc/self/fd), and none after a parse of the whole file.
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
    <dependency><groupId>org.apache.tika</groupId><artifactId>tika-parser-sqlite3-module</artifactId><version>3.2.0</version></dependency>
    <dependency><groupId>org.apache.tika</groupId><artifactId>tika-core</artifactId><version>3.2.0</version></dependency>
    <dependency><groupId>org.xerial</groupId><artifactId>sqlite-jdbc</artifactId><version>3.54.1.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import java.nio.file.*;
import java.sql.*;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.sqlite3.SQLite3Parser;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

class Finding {
    public static void main(String[] args) throws Exception {
        boolean whole = staysOpen(Path.of(args[0], "whole.db"), new DefaultHandler());
        boolean thrown = staysOpen(Path.of(args[0], "thrown.db"), new DefaultHandler() {
            @Override
            public void startDocument() throws SAXException {
                throw new SAXException("seen enough");
            }
        });
        System.out.println("open after a whole parse: " + whole);
        System.out.println("open after a handler that throws in startDocument: " + thrown);
        System.exit(!whole && thrown ? 0 : 1);
    }

    static boolean staysOpen(Path file, DefaultHandler handler) throws Exception {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file); Statement s = c.createStatement()) {
            s.execute("CREATE TABLE item (name TEXT)");
            s.execute("INSERT INTO item VALUES ('one')");
        }
        try (TikaInputStream in = TikaInputStream.get(file)) {
            new SQLite3Parser().parse(in, handler, new Metadata(), new ParseContext());
        } catch (SAXException e) {
            System.out.println("thrown: " + e.getMessage());
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path each : descriptors) {
                if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).equals(file.toRealPath())) {
                    return true;
                }
            }
        }
        return false;
    }
}
EOF
javac -proc:none -d "$work" -cp "$work/lib/*" "$work/Finding.java"
java -cp "$work:$work/lib/*" Finding "$work"
