#!/bin/sh
# version: mil.nga.geopackage:geopackage 6.6.5, with the sqlite-jdbc that it brings
# guess:   Between beginTransaction() and endTransaction() of a GeoPackage, its own DAOs take part in that transaction.
# seen:    A GeoPackage has two SQLite connections to its file: one for its SQL and its transactions, one for the DAOs
#          of its metadata tables (ORMLite). In a transaction that has written, each write by such a DAO waits for the
#          other connection of the same object and the same thread, and fails with SQLITE_BUSY after the busy timeout.
#          No timeout is long enough.
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
    <dependency><groupId>mil.nga.geopackage</groupId><artifactId>geopackage</artifactId><version>6.6.5</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import java.io.File;
import java.sql.SQLException;

import mil.nga.geopackage.*;
import mil.nga.geopackage.srs.*;

class Finding {
    public static void main(String[] args) throws Exception {
        File file = new File(args[0], "map.gpkg");
        GeoPackageManager.create(file);
        String inside;
        String afterwards;
        try (GeoPackage map = GeoPackageManager.open(file)) {
            SpatialReferenceSystemDao systems = map.getSpatialReferenceSystemDao();
            map.beginTransaction();
            map.execSQL("CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT)");
            inside = update(systems);
            map.endTransaction(true);
            afterwards = update(systems);
        }
        check("GeoPackage 6.6.5", "in its transaction: done, after it: done",
                "in its transaction: " + inside + ", after it: " + afterwards,
                "in its transaction: SQLITE_BUSY, after it: done");
    }

    static String update(SpatialReferenceSystemDao systems) throws SQLException {
        SpatialReferenceSystem system = systems.queryForId(4326L);
        system.setDescription("longitude and latitude");
        try {
            systems.update(system);
            return "done";
        } catch (SQLException e) {
            return String.valueOf(e.getCause()).contains("SQLITE_BUSY") ? "SQLITE_BUSY" : e.toString();
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
java -Dorg.slf4j.simpleLogger.defaultLogLevel=off -cp "$work/lib/*" "$work/Finding.java" "$work"
