package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Ruled;
import com.example.RuledToo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteSuiteRulesIT {
    private static final String FIX_FOLDER =
            "\n    fix: use @TestDatabase or @TempDir, or allow the folder by"
                    + " sqliteleak.suite-rules.folders\n";

    @TempDir Path folder;
    private Path temp;
    private Path elsewhere;

    @BeforeEach
    void create() throws IOException {
        Path real = folder.toRealPath();
        temp = Files.createDirectory(real.resolve("temp"));
        elsewhere = Files.createDirectory(real.resolve("elsewhere"));
    }

    @Test
    void areInForceForEachClassByOneParameter() {
        String out =
                fork(Ruled.Plain.class, RuledToo.class)
                        .parameters(SqliteSuiteRules.PARAMETER, "true")
                        .run();

        assertThat(LeakMessage.bare(out))
                .isEqualTo(
                        "FAILED opensAFileOfAnotherClass(): SqliteSuiteRules:\n  "
                                + temp.resolve("plain.db")
                                + " is shared with com.example.Ruled$Plain, opened at"
                                + " com.example.Ruled.openIn(Ruled.java:0)\n"
                                + "    fix: a database for each class or test: @TestDatabase, or a"
                                + " unique name\n"
                                + elsewhere("opensElsewhere()", "elsewhere.db")
                                + "7 tests, 2 failed\n");
    }

    @Test
    void areNotInForceWithoutIt() {
        assertThat(fork(Ruled.Plain.class, RuledToo.class).run()).isEqualTo("7 tests, 0 failed\n");
        assertThat(
                        fork(Ruled.Plain.class)
                                .parameters(
                                        "junit.jupiter.extensions.autodetection.enabled", "true")
                                .run())
                .isEqualTo("5 tests, 0 failed\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sqliteleak.suite-rules | yes | sqliteleak.suite-rules=yes is not known; allowed:"
                        + " true, false",
                "junit.jupiter.extensions.autodetection.enabled | false |"
                        + " sqliteleak.suite-rules=true cannot be in force with"
                        + " junit.jupiter.extensions.autodetection.enabled=false; allowed: true",
                "junit.jupiter.extensions.autodetection.include | com.acme.* |"
                        + " sqliteleak.suite-rules=true cannot be in force with"
                        + " junit.jupiter.extensions.autodetection.include=com.acme.*; allowed: one"
                        + " that has io.github.sqliteleak.junit.SuiteRulesForAll in it",
                "junit.jupiter.extensions.autodetection.exclude | io.github.* |"
                        + " sqliteleak.suite-rules=true cannot be in force with"
                        + " junit.jupiter.extensions.autodetection.exclude=io.github.*; allowed: one"
                        + " without io.github.sqliteleak.junit.SuiteRulesForAll",
            })
    void endTheRunWhenTheyAreKeptOut(String key, String value, String line) throws Exception {
        Fork.Started fork =
                fork(Ruled.Plain.class)
                        .parameters(SqliteSuiteRules.PARAMETER, "true")
                        .parameters("junit.jupiter.extensions.autodetection.enabled", "true")
                        .parameters(key, value)
                        .start();

        assertThat(fork.process().waitFor()).isNotZero();
        assertThat(fork.read("err")).contains(line);
        assertThat(fork.read("out")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "com.acme.*, io.github.sqliteleak.*"})
    void areInForceWhereTheProjectLetsThemIn(String included) {
        String out =
                fork(Ruled.Plain.class)
                        .parameters(SqliteSuiteRules.PARAMETER, "true")
                        .parameters("junit.jupiter.extensions.autodetection.enabled", "true")
                        .parameters("junit.jupiter.extensions.autodetection.include", included)
                        .run();

        assertThat(out).endsWith("\n5 tests, 1 failed\n");
    }

    @Test
    void tellStaticClassesOfOneFileApart() {
        String out =
                fork(Ruled.Plain.class, Ruled.Sibling.class)
                        .parameters(SqliteSuiteRules.PARAMETER, "true")
                        .parameters(SqliteSuiteRules.FOLDERS, elsewhere.toString())
                        .run();

        assertThat(LeakMessage.bare(out))
                .startsWith("FAILED opensAFileOfItsSibling(): SqliteSuiteRules:\n  ")
                .contains("plain.db is shared with com.example.Ruled$Plain, opened at")
                .endsWith("\n7 tests, 1 failed\n");
    }

    @Test
    void findDatabasesThatAreMadeByHandInTheTempFolder() {
        Fork.Started failing = withFixtures("fail");
        Fork.Started counting = withFixtures("count");

        assertThat(LeakMessage.bare(failing.end()))
                .startsWith(
                        "FAILED opensAFileOfItsClass(): SqliteSuiteRules:\n  "
                                + temp.resolve("plain.db")
                                + " is a fixture made by hand in the temp folder, opened at"
                                + " com.example.Ruled.openIn(Ruled.java:0)\n"
                                + "    fix: use @TestDatabase or @TempDir\n"
                                + "FAILED opensItAgain(): ")
                .endsWith("\n5 tests, 2 failed\n");
        assertThat(counting.end()).isEqualTo("5 tests, 0 failed\n");
        assertThat(counting.read("err"))
                .contains(
                        "sqlite-leak-junit: 1 database of 1 test class made by hand in the temp"
                                + " folder: com.example.Ruled$Plain (1)");
    }

    private Fork.Started withFixtures(String policy) {
        return fork(Ruled.Plain.class)
                .parameters(SqliteSuiteRules.PARAMETER, "true")
                .parameters(SqliteSuiteRules.FOLDERS, elsewhere.toString())
                .parameters(SqliteSuiteRules.FIXTURES, policy)
                .start();
    }

    @Test
    void allowMoreFolders() {
        String out =
                fork(Ruled.Plain.class)
                        .parameters(SqliteSuiteRules.PARAMETER, "true")
                        .parameters(SqliteSuiteRules.FOLDERS, elsewhere.toString())
                        .run();

        assertThat(out).isEqualTo("5 tests, 0 failed\n");
    }

    @Test
    void goWithTheLeakCheck() {
        String out = LeakMessage.bare(fork(Ruled.WithBoth.class).run());

        assertThat(out)
                .contains(elsewhere("Ruled$WithBoth", "both.db"))
                .contains("FAILED leaksElsewhere(): ")
                .contains("2 failed\n");
    }

    @ParameterizedTest
    @ValueSource(classes = {Ruled.RulesFirst.class, Ruled.LeakCheckFirst.class})
    void goWithTheLeakCheckInConstructorsAndDynamicTests(Class<?> tests) {
        String out = LeakMessage.bare(fork(tests).run());

        String leak = "SQLite: 1 connection opened by this test was left open\n";
        String rule = " is outside of a temp folder, opened at com.example.Ruled";
        assertThat(out.lines().filter(line -> line.startsWith("FAILED ")).toList())
                .as(out)
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith("FAILED closesTheField(): SqliteSuiteR"),
                        line ->
                                assertThat(line)
                                        .startsWith("FAILED dynamic elsewhere: SqliteSuiteR"),
                        line -> assertThat(line).startsWith("FAILED dynamic leak: SQLite: 1 conn"),
                        line -> assertThat(line).startsWith("FAILED dynamic(): SqliteSuiteRules:"),
                        line -> assertThat(line).startsWith("FAILED leavesTheFieldOpen(Sqlite"));
        assertThat(out)
                .contains("FAILED dynamic leak: " + leak)
                .contains(elsewhere.resolve("dynamic.db") + rule + ".openIn(")
                .contains(elsewhere.resolve("field.db") + rule + "$Together.open(")
                .endsWith("\n5 tests, 5 failed\n");
    }

    private String elsewhere(String test, String file) {
        return "FAILED "
                + test
                + ": SqliteSuiteRules:\n  "
                + elsewhere.resolve(file)
                + " is outside of a temp folder, opened at"
                + " com.example.Ruled.openIn(Ruled.java:0)"
                + FIX_FOLDER;
    }

    private Fork fork(Class<?>... classes) {
        return Fork.in(folder, classes)
                .agent("console=off")
                .jvm(
                        "-Djava.io.tmpdir=" + temp,
                        "-D" + Ruled.TEMP + "=" + temp,
                        "-D" + Ruled.ELSEWHERE + "=" + elsewhere);
    }
}
