package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Databases;
import com.example.FailingDatabases;
import com.example.UnusualDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without the agent. */
class TestDatabaseTest {
    private static final String PLACE = "@TestDatabase for [^:]* cannot be made: ";

    @ParameterizedTest
    @ValueSource(
            classes = {
                Databases.Forms.class,
                Databases.OfTheClass.class,
                Databases.Memory.class,
                Databases.Dumped.class,
                Databases.Migrated.class,
                Databases.Journals.class,
                UnusualDatabases.Attached.class,
                UnusualDatabases.Inheriting.class,
                UnusualDatabases.OneInstance.class,
                UnusualDatabases.Composed.class
            })
    void givesEachTestItsOwn(Class<?> tests) {
        assertThat(Outcomes.of(tests).counts()).containsOnlyKeys(Outcomes.PASSED);
    }

    @ParameterizedTest
    @ValueSource(classes = {Databases.Forms.class, Databases.Memory.class})
    void givesEachTestItsOwnInParallel(Class<?> tests) {
        assertThat(Outcomes.of(Outcomes.PARALLEL, tests).counts())
                .containsOnlyKeys(Outcomes.PASSED);
    }

    @Test
    void makesATemplateOnceAndCopiesIt() {
        Databases.Templated.MIGRATIONS.set(0);

        Outcomes twice = Outcomes.of(Outcomes.PARALLEL, Databases.Templated.class);
        Outcomes.of(Databases.Templated.class);

        assertThat(twice.counts()).containsOnlyKeys(Outcomes.PASSED);
        assertThat(Databases.Templated.MIGRATIONS).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void saysWhatIsWrongAndWhatIsAllowed() {
        Map<String, String> wrong = new HashMap<>();
        // Jupiter puts the parameter before it.
        Outcomes.of(FailingDatabases.Wrong.class)
                .byName()
                .forEach(
                        (test, text) -> wrong.put(test, text.replaceFirst("^Failed to.*?]: ", "")));

        assertThat(wrong).hasSize(20);
        assertThat(wrong.get("type(File)"))
                .matches(
                        ".*@TestDatabase cannot give a java.io.File for .*; allowed:"
                                + " java.nio.file.Path, java.lang.String \\(the JDBC URL\\),"
                                + " javax.sql.DataSource, java.sql.Connection");
        assertThat(wrong.get("pathInMemory(Path)"))
                .isEqualTo(
                        "@TestDatabase(storage = MEMORY) has no Path; allowed: storage = FILE, or a"
                                + " Connection, DataSource or String");
        assertThat(wrong.get("urlWithSchemaInMemory(String)"))
                .isEqualTo(
                        "@TestDatabase(storage = MEMORY) has no URL that carries its schema;"
                                + " allowed: storage = SHARED_MEMORY or FILE, or a Connection or"
                                + " DataSource");
        assertThat(wrong.get("noSuchScript(Connection)"))
                .isEqualTo(
                        "@TestDatabase(script): \"none.sql\" is not on the class path; allowed: a"
                                + " file beside com.example.FailingDatabases$Wrong or below the root of"
                                + " the class path");
        assertThat(wrong.get("scriptWithoutAName(Connection)"))
                .startsWith(
                        "@TestDatabase(script): \"\" is not on the class path; allowed: a file");
        assertThat(wrong.get("folder(Connection)"))
                .matches(PLACE + quoted("script /com/example is a folder; allowed: a file"));
        String broken =
                "script broken.sql, statement at line 9: [SQLITE_ERROR] SQL error or missing"
                        + " database (near \"CRATE\": syntax error)";
        assertThat(wrong.get("badScript(Connection)")).matches(PLACE + quoted(broken));
        assertThat(wrong.get("badTemplate(Connection)")).matches(PLACE + quoted(broken));
        assertThat(wrong.get("badSecondScript(Connection)"))
                .matches(
                        PLACE
                                + quoted(
                                        "script late.sql, statement at line 4: [SQLITE_ERROR] SQL"
                                                + " error or missing database (no such table:"
                                                + " items)"));
        assertThat(wrong.get("behindATrigger(Connection)"))
                .matches(
                        PLACE + quoted("script triggers.sql, statement at line 8: ") + ".*TABEL.*");
        assertThat(wrong.get("withoutAParent(Connection)"))
                .matches(
                        PLACE
                                + quoted("script orphan.sql, statement at line 3: ")
                                + ".*FOREIGN KEY.*");
        String unfinished =
                "script unfinished.sql leaves a transaction open: it has a BEGIN or SAVEPOINT"
                        + " without its COMMIT or RELEASE";
        assertThat(wrong.get("openTransaction(Connection)")).matches(PLACE + quoted(unfinished));
        assertThat(wrong.get("openTransactionInMemory(Connection)"))
                .matches(PLACE + quoted(unfinished));
        assertThat(wrong.get("unknownPragma(Connection)"))
                .startsWith(
                        "@TestDatabase(pragmas): \"foreign_key=ON\" is not allowed; allowed: those"
                                + " that the driver knows: ")
                .contains("foreign_keys");
        assertThat(wrong.get("journalAsPragma(Connection)"))
                .isEqualTo(
                        "@TestDatabase(pragmas): \"journal_mode=WAL\" is not allowed; allowed:"
                                + " journalMode = JournalMode.… instead");
        String pragma = "@TestDatabase(pragmas): ";
        assertThat(wrong.get("noNumber(Connection)"))
                .isEqualTo(
                        pragma
                                + "\"busy_timeout=abc\" is not allowed; allowed: busy_timeout = a"
                                + " number");
        assertThat(wrong.get("noSwitch(Connection)"))
                .isEqualTo(
                        pragma
                                + "\"foreign_keys=YES_PLEASE\" is not allowed; allowed:"
                                + " foreign_keys = on, off, true, false, yes, no, 1, 0");
        assertThat(wrong.get("noLevel(Connection)"))
                .isEqualTo(
                        pragma
                                + "\"synchronous=NORMALL\" is not allowed; allowed: synchronous ="
                                + " off, normal, full, extra, 0, 1, 2, 3");
        assertThat(wrong.get("journalInMemory(Connection)"))
                .isEqualTo(
                        "@TestDatabase(storage = SHARED_MEMORY) cannot have journalMode = DELETE;"
                                + " allowed: storage = FILE, or none of it");
        assertThat(wrong.get("settingsThatDiffer(Path, Connection)"))
                .isEqualTo(
                        "@TestDatabase: two places of one test ask for the database \"\" with"
                                + " different settings; give one of them another name");
    }

    @Test
    void namesTheMigrationThatFailsOrLeavesAConnectionOpen() {
        Map<String, String> wrong = Outcomes.of(FailingDatabases.WrongMigrations.class).byName();

        String migration = "migration com.example.FailingDatabases$WrongMigrations$";
        assertThat(wrong).hasSize(7);
        wrong.forEach(
                (test, text) -> {
                    String expected =
                            test.startsWith("fails")
                                    ? "Failing: java.lang.IllegalStateException: on purpose"
                                    : "Leaking leaves open what it opened at"
                                            + " com.example.FailingDatabases$WrongMigrations$"
                                            + "Leaking.migrate(FailingDatabases.java:0) by thread"
                                            + " \"main\"; fix: close each connection before"
                                            + " migrate(…) returns";
                    assertThat(
                                    text.replaceFirst("^Failed to.*?]: ", "")
                                            .replaceFirst("java:\\d+\\)", "java:0)"))
                            .as(test)
                            .matches(PLACE + quoted(migration + expected));
                });
    }

    @Test
    void refusesConstructorsWhoseTestIsNotKnown() {
        assertThat(Outcomes.of(FailingDatabases.InConstructor.class).of("any()"))
                .endsWith(
                        "@TestDatabase cannot be on a parameter of a constructor; allowed: fields,"
                                + " and parameters of methods");
    }

    @Test
    void keepsTheDatabaseOfAFailedTest() throws Exception {
        FailingDatabases.Kept.FILES.clear();
        Outcomes outcomes = Outcomes.of(FailingDatabases.Kept.class);

        assertThat(outcomes.of("failing(Path)")).isEqualTo("on purpose");
        assertThat(outcomes.of("passing(Path)")).isEqualTo(Outcomes.PASSED);
        List<Path> kept = FailingDatabases.Kept.FILES.stream().filter(Files::exists).toList();
        assertThat(FailingDatabases.Kept.FILES).hasSize(4);
        assertThat(kept).as("that of the failed test, and that of the class").hasSize(2);
        for (Path file : kept) {
            Removal.ofDatabase(file).run();
        }
    }

    @Test
    void keepsTheDatabasesOfAFailedDynamicTest() throws Exception {
        FailingDatabases.KeptByDynamicTests.FILES.clear();
        Outcomes outcomes = Outcomes.of(FailingDatabases.KeptByDynamicTests.class);

        assertThat(outcomes.of("failing test")).isEqualTo("on purpose");
        List<Path> files = FailingDatabases.KeptByDynamicTests.FILES;
        assertThat(files.stream().filter(Files::exists))
                .as("that of the failed factory, and that of the class")
                .hasSize(2)
                .contains(files.get(files.size() - 1));
        for (Path file : files) {
            Removal.ofDatabase(file).run();
        }
    }

    @Test
    void keepsTheDatabaseOfAClassWhoseFactoryFails() throws Exception {
        FailingDatabases.KeptByAFactory.FILES.clear();
        Outcomes.of(FailingDatabases.KeptByAFactory.class);

        assertThat(FailingDatabases.KeptByAFactory.FILES).hasSize(1).allMatch(Files::exists);
        Removal.ofDatabase(FailingDatabases.KeptByAFactory.FILES.get(0)).run();
    }

    @Test
    void keepsNoDatabaseOfWhatWasAborted() {
        FailingDatabases.Aborting.FILES.clear();
        Outcomes.of(
                FailingDatabases.Aborting.InTests.class,
                FailingDatabases.Aborting.InBeforeAll.class);

        assertThat(FailingDatabases.Aborting.FILES).hasSize(4).noneMatch(Files::exists);
    }

    @Test
    void failsWhatLeavesItsDatabaseOpen() throws Exception {
        FailingDatabases.Held.FILES.clear();
        Outcomes outcomes = Outcomes.of(FailingDatabases.Held.class);

        assertThat(outcomes.of("byNobody(String, Path)")).isEqualTo(Outcomes.PASSED);
        assertThat(outcomes.of("byADataSource(DataSource, Path)").replaceAll("\\d+\\)", "0)"))
                .matches(
                        "cannot delete the test's database, it is kept until the JVM ends:"
                                + " \\S+/test.db\n"
                                + quoted(
                                        "  still open: opened at"
                                                + " com.example.FailingDatabases$Held.byADataSource(FailingDatabases.java:0)"
                                                + " by thread \"main\"\n"
                                                + "  fix: close each connection to it before the test"
                                                + " ends"));
        assertThat(outcomes.of("byAUrl(String, Path)"))
                .startsWith("cannot delete the test's database, it is kept until the JVM ends: ")
                .contains(
                        "\n  still open in this JVM; to learn where it was opened, start it with");
        for (Connection connection : FailingDatabases.Held.OPEN) {
            connection.close();
        }
        assertThat(FailingDatabases.Held.FILES).hasSize(3);
        for (Path file : FailingDatabases.Held.FILES) {
            if (Files.exists(file)) {
                Removal.ofDatabase(file).run();
            }
            assertThat(file.getParent()).doesNotExist();
        }
    }

    private static String quoted(String text) {
        return Pattern.quote(text);
    }

    @Test
    void refusesAFieldThatTestsWouldTakeFromEachOther() {
        Outcomes outcomes =
                Outcomes.of(Outcomes.PARALLEL, UnusualDatabases.OneInstanceInParallel.class);

        assertThat(outcomes.of("isRefused()"))
                .isEqualTo(
                        "@TestDatabase cannot set private java.sql.Connection"
                                + " com.example.UnusualDatabases$OneInstanceInParallel.connection"
                                + " for tests that run concurrently in one instance; allowed:"
                                + " parameters of methods, static fields, one instance for each"
                                + " test");
    }
}
