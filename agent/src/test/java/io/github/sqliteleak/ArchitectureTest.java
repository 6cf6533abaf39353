package io.github.sqliteleak;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table of packages in {@code src/site/markdown/architecture.md}, as rules. */
@AnalyzeClasses(
        packages = "io.github.sqliteleak",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.sqliteleak.";

    private static final Map<String, List<String>> LIBRARIES =
            Map.ofEntries(
                    Map.entry("weave", List.of("net.bytebuddy.jar.asm..", "javax.sql..")),
                    Map.entry("pool", List.of("javax.sql..")),
                    Map.entry("blame", List.of("net.bytebuddy.jar.asm..")),
                    Map.entry("report.json", List.of("com.grack.nanojson..")),
                    Map.entry("report.html", List.of("gg.jte..")),
                    Map.entry("report.ci", List.of("com.grack.nanojson..", "javax.xml.stream..")),
                    Map.entry("flight", List.of("jdk.jfr..")),
                    Map.entry("jmx", List.of("javax.management..")),
                    Map.entry("cli", List.of("picocli..", "org.jline..")),
                    Map.entry("attach", List.of("com.sun.tools.attach..")),
                    Map.entry("tests", List.of("org.junit.platform..")));

    @ArchTest
    static final ArchRule followingTestsKnowsFrames = mayUse("tests", "secrets", "blame", "system");

    @ArchTest
    static final ArchRule onlyFollowingTestsKnowsJunit =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "tests")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.junit..");

    @ArchTest static final ArchRule sqlKnowsOnlyText = mayUse("sql");

    @ArchTest static final ArchRule waitsAreValues = mayUse("waits", "sql");

    @ArchTest
    static final ArchRule blameKnowsOnlyClassesAndFrames = mayUse("blame", "glob", "system");

    @ArchTest static final ArchRule secretsKnowOnlyText = mayUse("secrets", "sql");

    @ArchTest static final ArchRule globsKnowNothing = mayUse("glob");

    @ArchTest
    static final ArchRule launchersKnowOnlyWhatTheyStart = mayUse("launch", "agent", "cli");

    @ArchTest static final ArchRule otherJvmsAreSeenFromOutside = mayUse("attach");

    @ArchTest static final ArchRule filesKnowNothing = mayUse("files");

    @ArchTest
    static final ArchRule registryKnowsNothingOfReports =
            mayUse("registry", "secrets", "tests", "blame", "driver", "system", "sql", "glob");

    @ArchTest
    static final ArchRule hooksKnowTheRegistry =
            mayUse(
                    "hook",
                    "secrets",
                    "registry",
                    "transaction",
                    "lock",
                    "pool",
                    "settings",
                    "blame",
                    "driver",
                    "system",
                    "sql");

    @ArchTest
    static final ArchRule lockKnowsTheRegistry =
            mayUse(
                    "lock",
                    "secrets",
                    "registry",
                    "transaction",
                    "blame",
                    "driver",
                    "system",
                    "sql",
                    "waits");

    @ArchTest
    static final ArchRule transactionsAreOfConnections =
            mayUse("transaction", "registry", "blame", "driver", "sql");

    @ArchTest
    static final ArchRule heldConnectionsAreOfTheRegistry =
            mayUse("held", "registry", "blame", "system");

    @ArchTest
    static final ArchRule poolsKnowTheRegistry =
            mayUse("pool", "secrets", "registry", "blame", "system");

    @ArchTest
    static final ArchRule settingsKnowTheRegistry =
            mayUse("settings", "registry", "blame", "driver", "glob", "system", "sql");

    @ArchTest
    static final ArchRule strictChecksJudgeConnections =
            mayUse(
                    "strict",
                    "agent",
                    "blame",
                    "exit",
                    "registry",
                    "tests",
                    "hook",
                    "judge",
                    "report",
                    "report.console",
                    "system");

    @ArchTest static final ArchRule momentsAreValues = mayUse("moment", "waits");

    @ArchTest
    static final ArchRule whoLooksKnowsTheRegistry =
            mayUse(
                    "live",
                    "moment",
                    "registry",
                    "lock",
                    "pool",
                    "blame",
                    "driver",
                    "secrets",
                    "system",
                    "sql",
                    "waits");

    @ArchTest
    static final ArchRule beansShowWhatIsSeen = mayUse("jmx", "moment", "live", "system", "waits");

    @ArchTest
    static final ArchRule onlyBeansKnowJmx =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "jmx")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("javax.management..");

    @ArchTest static final ArchRule theDriverIsTheGround = mayUse("driver");

    @ArchTest static final ArchRule theSystemIsTheGround = mayUse("system", "secrets");

    @ArchTest
    static final ArchRule reportsArePlainValues =
            mayUse("report", "blame", "sql", "waits", "moment");

    @ArchTest
    static final ArchRule wordsKnowTheValues = mayUse("report.words", "report", "blame", "waits");

    @ArchTest
    static final ArchRule judgingKnowsReports =
            mayUse("judge", "report", "report.words", "blame", "glob", "waits");

    @ArchTest
    static final ArchRule jsonKnowsWhatIsJudged =
            mayUse(
                    "report.json",
                    "report",
                    "report.words",
                    "judge",
                    "blame",
                    "files",
                    "waits",
                    "moment");

    @ArchTest
    static final ArchRule theConsoleKnowsWhatIsJudged =
            mayUse("report.console", "report", "report.words", "judge", "blame", "waits", "moment");

    @ArchTest
    static final ArchRule thePageKnowsWhatIsJudged =
            mayUse("report.html", "report", "report.words", "judge", "blame", "waits");

    @ArchTest
    static final ArchRule buildServersGetWhatIsJudged =
            mayUse("report.ci", "report", "report.words", "judge", "blame", "files", "waits");

    @ArchTest
    static final ArchRule commandLineReadsReports =
            mayUse(
                    "cli",
                    "attach",
                    "files",
                    "judge",
                    "report",
                    "report.words",
                    "report.json",
                    "report.console",
                    "report.html",
                    "report.ci",
                    "glob",
                    "waits",
                    "moment");

    @ArchTest
    static final ArchRule nothingUsesTheCommandLine =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "cli", ROOT + "launch")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ROOT + "cli", "picocli..", "org.jline..");

    @ArchTest
    static final ArchRule weavingKnowsTheHooksByNameOnly = mayUse("weave", "driver", "system");

    @ArchTest
    static final ArchRule exitTurnsTheRegistryIntoReports =
            mayUse(
                    "exit",
                    "secrets",
                    "blame",
                    "tests",
                    "registry",
                    "lock",
                    "pool",
                    "report",
                    "flight",
                    "driver",
                    "system",
                    "sql",
                    "waits");

    @ArchTest
    static final ArchRule eventsKnowTheRegistry =
            mayUse(
                    "flight",
                    "registry",
                    "transaction",
                    "lock",
                    "blame",
                    "driver",
                    "system",
                    "waits");

    @ArchTest
    static final ArchRule onlyEventsTouchFlightRecorder =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "flight")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("jdk.jfr..");

    @ArchTest
    static final ArchRule onlyWeavingAndBlameReadClassFiles =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "weave", ROOT + "blame")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("net.bytebuddy..");

    @ArchTest
    static final ArchRule onlyReportsUseTheJsonLibrary =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "report.json", ROOT + "report.ci")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.grack..");

    @ArchTest
    static final ArchRule onlyReportsUseTheTemplateEngine =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "report.html")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("gg.jte..");

    @ArchTest
    static final ArchRule onlyTheCommandLineTakesStandardOutput =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(ROOT + "cli.Main")
                    .should()
                    .accessField(System.class, "out");

    @ArchTest
    static final ArchRule onlyTheEntriesTakeStandardError =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(ROOT + "agent.SqliteLeakAgent")
                    .and()
                    .doNotHaveFullyQualifiedName(ROOT + "cli.Main")
                    .and()
                    .resideOutsideOfPackage(ROOT + "launch")
                    .should()
                    .accessField(System.class, "err");

    @ArchTest
    static final ArchRule thereAreNoCycles =
            SlicesRuleDefinition.slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule classesOfLockFormNoCircle =
            SlicesRuleDefinition.slices()
                    .assignedFrom(new OutermostClass(ROOT + "lock"))
                    .should()
                    .beFreeOfCycles();

    /** Each class of a package with the classes nested in it. */
    private record OutermostClass(String room) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!type.getPackageName().equals(room)) {
                return SliceIdentifier.ignore();
            }
            String name = type.getName();
            int nested = name.indexOf('$');
            String outermost = nested < 0 ? name : name.substring(0, nested);
            return SliceIdentifier.of(outermost);
        }

        @Override
        public String getDescription() {
            return "classes of " + room;
        }
    }

    private static ArchRule mayUse(String own, String... others) {
        List<String> allowed = new ArrayList<>(List.of(ROOT + own, "java..", "org.jspecify.."));
        for (String other : others) {
            allowed.add(ROOT + other);
        }
        allowed.addAll(LIBRARIES.getOrDefault(own, List.of()));
        return classes()
                .that()
                .resideInAPackage(ROOT + own)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed.toArray(new String[0])).or(arrayOfPrimitives()));
    }

    private static com.tngtech.archunit.base.DescribedPredicate<
                    com.tngtech.archunit.core.domain.JavaClass>
            arrayOfPrimitives() {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "arrays", type -> type.isArray() || type.isPrimitive());
    }
}
