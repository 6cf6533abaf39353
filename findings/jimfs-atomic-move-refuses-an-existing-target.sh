#!/bin/sh
# version: Jimfs 1.3.1
# guess:   Files.move with ATOMIC_MOVE replaces an existing file, as on each real POSIX file system and on Windows;
#          code that writes a temporary file and moves it over the old one can be tested in memory.
# seen:    Jimfs throws FileAlreadyExistsException, in its Unix and in its Windows configuration; with
#          REPLACE_EXISTING beside ATOMIC_MOVE it replaces the file.
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
    <dependency><groupId>com.google.jimfs</groupId><artifactId>jimfs</artifactId><version>1.3.1</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.*;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;

class Finding {
    public static void main(String[] args) throws Exception {
        Path disk = Path.of(args[0]);
        try (FileSystem unix = Jimfs.newFileSystem(Configuration.unix());
                FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path inUnix = unix.getPath("/work");
            Path inWindows = windows.getPath("C:\\work");
            check("Jimfs 1.3.1",
                    "disk: replaced, unix: replaced, windows: replaced",
                    "disk: " + move(disk, ATOMIC_MOVE) + ", unix: " + move(inUnix, ATOMIC_MOVE)
                            + ", windows: " + move(inWindows, ATOMIC_MOVE)
                            + ", unix with REPLACE_EXISTING: " + move(inUnix, ATOMIC_MOVE, REPLACE_EXISTING),
                    "disk: replaced, unix: refused, windows: refused, unix with REPLACE_EXISTING: replaced");
        }
    }

    static String move(Path folder, CopyOption... options) throws IOException {
        Path from = folder.resolve("new.txt");
        Path to = folder.resolve("old.txt");
        Files.writeString(from, "new");
        Files.writeString(to, "old");
        try {
            Files.move(from, to, options);
            return "replaced";
        } catch (FileAlreadyExistsException e) {
            return "refused";
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
