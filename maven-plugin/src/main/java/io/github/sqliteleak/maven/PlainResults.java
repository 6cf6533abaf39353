package io.github.sqliteleak.maven;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that show that tests ran, and nothing of their JVM. They count where no {@code TEST-*.xml}
 * does, as with Surefire's {@code disableXmlReport}.
 */
final class PlainResults {
    /** Of Failsafe, for all of its tests, wherever the results of those are. */
    private static final String SUMMARY = "failsafe-summary.xml";

    /** How Surefire's text, TestNG's results and Failsafe's summary begin when there were tests. */
    private static final Pattern SOME_TESTS =
            Pattern.compile(
                    "^-+\\RTest set: |<testng-results [^>]*total=\"0*[1-9]|<completed>0*[1-9]");

    /** Enough to know it by; a file with what tests have printed may be large. */
    private static final int HEAD = 4_096;

    private PlainResults() {}

    static List<TestResult> in(Path folder) throws IOException {
        List<TestResult> found = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "{*.txt,testng-results.xml," + SUMMARY + "}")) {
            for (Path file : files) {
                if (Files.isRegularFile(file)
                        && Files.isReadable(file)
                        && SOME_TESTS.matcher(head(file)).find()) {
                    found.add(TestResult.ofUnknownJvm(file));
                }
            }
        }
        return found;
    }

    /** The results without those beside which another one tells more. */
    static List<TestResult> onlyWhereAlone(List<TestResult> results) {
        Set<Path> told = new HashSet<>();
        results.stream()
                .filter(result -> !isPlain(result))
                .forEach(result -> told.add(result.file().getParent()));
        boolean summaryOnly = results.stream().allMatch(PlainResults::isSummary);
        return results.stream()
                .filter(
                        result ->
                                isSummary(result)
                                        ? summaryOnly
                                        : !isPlain(result)
                                                || !told.contains(result.file().getParent()))
                .toList();
    }

    private static boolean isPlain(TestResult result) {
        String name = result.file().getFileName().toString();
        return !(name.startsWith("TEST-") && name.endsWith(".xml"));
    }

    private static boolean isSummary(TestResult result) {
        return result.file().endsWith(SUMMARY);
    }

    private static String head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD), ISO_8859_1);
        }
    }
}
