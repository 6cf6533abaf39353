package io.github.sqliteleak.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.Main;
import io.github.sqliteleak.it.app.BehindMyBatis;
import io.github.sqliteleak.it.app.BehindSpring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;

/** Leaks of the user's with a library between them and the driver, which is all that is on top. */
class BehindLibrariesIT {
    private static final String REPORTS = "reports";
    private static final String BILLING = "billing";

    @TempDir Path folder;
    private int runs;

    @SomeJdk
    void tellsLeaksBehindSpringApart(Jdk jdk) throws Exception {
        tellsApart(jdk, BehindSpring.class.getName(), Build.programs(), Build.springJdbc());
    }

    @SomeJdk
    void tellsLeaksBehindMyBatisApart(Jdk jdk) throws Exception {
        tellsApart(jdk, BehindMyBatis.class.getName(), Build.programs(), Build.mybatis());
    }

    @SomeJdk
    void tellsLeaksBehindALibraryApartThatNoListKnows(Jdk jdk) throws Exception {
        Path library = library();
        tellsApart(jdk, "made.up.app.Main", app(), List.of(library));
    }

    @SomeJdk
    void tellsLeaksApartWhereAllIsPackedIntoOneJar(Jdk jdk) throws Exception {
        List<Path> parts = new ArrayList<>(Build.springJdbc());
        parts.add(Build.driver(Build.DRIVER));
        List<Path> packed = new ArrayList<>(List.of(packed(Build.programs(), parts)));
        packed.addAll(Build.logging());
        List<Path> apart = new ArrayList<>(List.of(Build.programs()));
        apart.addAll(parts);
        apart.addAll(Build.logging());
        String main = BehindSpring.class.getName();

        List<String> fingerprints = fingerprints(fork(jdk, main, packed, REPORTS, BILLING));

        assertThat(fingerprints)
                .hasSize(2)
                .hasSameElementsAs(fingerprints(fork(jdk, main, apart, REPORTS, BILLING)));
    }

    private void tellsApart(Jdk jdk, String main, Path classes, List<Path> libraries)
            throws IOException {
        List<Path> inFolder = new ArrayList<>(List.of(classes));
        inFolder.addAll(libraries);
        EndedJvm reports = run(jdk, main, inFolder, REPORTS);
        EndedJvm billing = run(jdk, main, inFolder, BILLING);
        EndedJvm both = run(jdk, main, inFolder, REPORTS, BILLING);

        String ofReports = fingerprint(reports);
        assertThat(fingerprint(billing)).isNotEqualTo(ofReports);
        assertThat(fingerprints(both)).containsExactlyInAnyOrder(ofReports, fingerprint(billing));
        assertThat(fingerprints(run(jdk, main, inFolder, REPORTS))).containsExactly(ofReports);

        Path baseline = folder.resolve("baseline.json");
        Files.writeString(baseline, judged(reports, "baseline", "sqlite-leaks"));
        assertThat(Files.readString(baseline)).contains("Reports#daily");
        assertThat(check(reports, baseline)).startsWith("0 ");
        assertThat(check(billing, baseline))
                .startsWith("1 ")
                .contains(": 1 new")
                .containsPattern("\n    at .*Billing\\.run\\(");
        assertThat(check(both, baseline)).startsWith("1 ").contains(": 1 new");

        List<Path> inJar =
                new ArrayList<>(List.of(jar(folder.resolve("app.jar"), List.of(classes))));
        inJar.addAll(libraries);
        assertThat(check(run(jdk, main, inJar, REPORTS), baseline)).startsWith("0 ");
    }

    private EndedJvm run(Jdk jdk, String main, List<Path> classPath, String... arguments) {
        List<Path> all = new ArrayList<>(classPath);
        all.add(Build.driver(Build.DRIVER));
        all.addAll(Build.logging());
        return fork(jdk, main, all, arguments);
    }

    private EndedJvm fork(Jdk jdk, String main, List<Path> classPath, String... arguments) {
        return ForkedJvm.in(folder.resolve("run" + ++runs), main)
                .on(jdk)
                .classPath(classPath.toArray(Path[]::new))
                .arguments(arguments)
                .run()
                .hasStatus(0);
    }

    private static String fingerprint(EndedJvm ended) {
        return ended.report().addsUp().leak().getString("fingerprint");
    }

    private static List<String> fingerprints(EndedJvm ended) {
        return ended.report().leaks().stream().map(leak -> leak.getString("fingerprint")).toList();
    }

    private static String check(EndedJvm ended, Path baseline) {
        return judged(ended, "check", "--baseline", baseline.toString());
    }

    /** The status, and what is said or written. */
    private static String judged(EndedJvm ended, String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, UTF_8);
        int status = Main.run(stream, stream, ended.folder(), arguments);
        boolean isCheck = arguments[0].equals("check");
        return (isCheck ? status + " " : "") + said.toString(UTF_8);
    }

    /** Twelve methods, one calling the next, the last of which opens. */
    private Path library() throws IOException {
        StringBuilder source =
                new StringBuilder("package made.up.library; public class Deep {")
                        .append(" static final java.util.List<Object> OPEN =")
                        .append(" new java.util.ArrayList<>();");
        for (int i = 1; i < 12; i++) {
            source.append(" public static void m").append(i).append("() throws Exception { m");
            source.append(i + 1).append("(); }");
        }
        source.append(" static void m12() throws Exception { OPEN.add(java.sql.DriverManager")
                .append(".getConnection(\"jdbc:sqlite:data.db\")); } }");
        Path sources = Files.createDirectories(folder.resolve("library-sources"));
        Path classes = Files.createDirectories(folder.resolve("library-classes"));
        compile(Files.writeString(sources.resolve("Deep.java"), source), classes, classes);
        return jar(folder.resolve("library.jar"), List.of(classes));
    }

    /** Of the same package root as the library. */
    private Path app() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("app-sources"));
        Path classes = Files.createDirectories(folder.resolve("app-classes"));
        Path source =
                Files.writeString(
                        sources.resolve("Main.java"),
                        """
                        package made.up.app;
                        import made.up.library.Deep;
                        public class Main {
                            public static void main(String[] args) throws Exception {
                                for (String arg : args) {
                                    if (arg.equals("reports")) {
                                        Reports.daily();
                                    } else {
                                        Billing.run();
                                    }
                                }
                            }
                        }
                        class Reports { static void daily() throws Exception { Deep.m1(); } }
                        class Billing { static void run() throws Exception { Deep.m1(); } }
                        """);
        compile(source, classes, folder.resolve("library-classes"));
        return classes;
    }

    private static void compile(Path source, Path to, Path classPath) {
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "--release",
                                "17",
                                "-cp",
                                classPath.toString(),
                                "-d",
                                to.toString(),
                                source.toString());
        assertThat(status).isZero();
    }

    /** All classes of a folder and of jars in one jar. */
    private Path packed(Path classes, List<Path> jars) throws IOException {
        List<Path> roots = new ArrayList<>(List.of(classes));
        List<FileSystem> opened = new ArrayList<>();
        try {
            for (Path jar : jars) {
                FileSystem contents = FileSystems.newFileSystem(jar);
                opened.add(contents);
                roots.add(contents.getPath("/"));
            }
            return jar(folder.resolve("packed.jar"), roots);
        } finally {
            for (FileSystem contents : opened) {
                contents.close();
            }
        }
    }

    private static Path jar(Path to, List<Path> roots) throws IOException {
        Set<String> names = new HashSet<>();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
            for (Path root : roots) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        String name = root.relativize(file).toString().replace('\\', '/');
                        if (names.add(name) && !name.endsWith(".SF")) {
                            out.putNextEntry(new ZipEntry(name));
                            Files.copy(file, out);
                        }
                    }
                }
            }
        }
        return to;
    }
}
