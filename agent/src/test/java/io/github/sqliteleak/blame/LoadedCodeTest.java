package io.github.sqliteleak.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a class is follows from where it was loaded from. */
class LoadedCodeTest {
    @TempDir Path folder;

    @Test
    void aFolderOfClassesIsOwnAndAJarIsALibrary() throws Exception {
        CompiledCode code = new CompiledCode(folder);

        LoadedCode loaded =
                code(
                        null,
                        code.inFolder("a.Own", "some where/classes"),
                        code.inFolder("NoPackage", "classes"),
                        code.inJar("a.Library", "lib/some library.jar"));

        assertThat(loaded.whose("a.Own", 0)).isEqualTo(Whose.OWN);
        assertThat(loaded.whose("NoPackage", 0)).isEqualTo(Whose.OWN);
        assertThat(loaded.whose("a.Library", 0)).isEqualTo(Whose.LIBRARY);
        assertThat(loaded.whose("a.Unloaded", 0)).isEqualTo(Whose.UNKNOWN);
    }

    @Test
    void theJarOfTheMainClassIsOwnByNameOrPath() throws Exception {
        Class<?> main = new CompiledCode(folder).inJar("a.Main", "app.jar");
        String jar = folder.resolve("app.jar").toString();

        assertThat(code("a.Main", main).whose("a.Main", 0)).isEqualTo(Whose.OWN);
        assertThat(code("a.module/a.Main", main).whose("a.Main", 0)).isEqualTo(Whose.OWN);
        assertThat(code(jar, main).whose("a.Main", 0)).isEqualTo(Whose.OWN);
        assertThat(code("b.Main", main).whose("a.Main", 0)).isEqualTo(Whose.LIBRARY);
        assertThat(code(folder + "/b.jar", main).whose("a.Main", 0)).isEqualTo(Whose.LIBRARY);
    }

    /** In an earlier phase of the same build its classes came from the folder beside it. */
    @ParameterizedTest
    @CsvSource({
        "target, target/classes, OWN",
        "build/libs, build/classes, OWN",
        "target, other, LIBRARY",
        "libs, other, LIBRARY",
        "target/lib, target/classes, LIBRARY",
    })
    void theJarOfAnotherModuleOfTheBuildIsOwn(String jars, String beside, Whose whose)
            throws Exception {
        Files.createDirectories(folder.resolve(beside));

        Class<?> module = new CompiledCode(folder).inJar("a.Module", jars + "/module.jar");

        assertThat(code(null, module).whose("a.Module", 0)).isEqualTo(whose);
    }

    @ParameterizedTest
    @CsvSource({
        "jar:file:/app.jar!/BOOT-INF/classes!/, OWN",
        "jar:nested:/app.jar/!BOOT-INF/classes/!/, OWN",
        "jar:file:/app.jar!/BOOT-INF/lib/spring-jdbc-6.2.12.jar!/, LIBRARY",
        "jar:nested:/app.jar/!BOOT-INF/lib/spring-jdbc-6.2.12.jar!/, LIBRARY",
        "file:/webapps/app/WEB-INF/classes/, OWN",
        "file:/webapps/app/WEB-INF/lib/mybatis.jar, LIBRARY",
        "vfs:/content/app.war/WEB-INF/classes, OWN",
        "vfs:/content/app.war/WEB-INF/lib/mybatis.jar, LIBRARY",
        "file:/nowhere/library.JAR, LIBRARY",
        "file:/nowhere/classes/, UNKNOWN",
        "file:/groovy/shell, UNKNOWN",
        "bundle://12.0:1/, UNKNOWN",
        "jrt:/com.example.app, UNKNOWN",
    })
    void knowsHowArchivesAreLaidOut(String place, Whose whose) {
        assertThat(CodePlace.whose(place)).isEqualTo(whose);
    }

    @Test
    void whatOfTwoClassesOfOneNameIsNotTheSameIsNotKnown() throws Exception {
        CompiledCode code = new CompiledCode(folder);

        LoadedCode loaded =
                code(null, code.inFolder("a.A", "classes"), code.inJar("a.A", "x/a.jar"));

        assertThat(loaded.whose("a.A", 0)).isEqualTo(Whose.UNKNOWN);
    }

    @Test
    void initialisesNoClass() throws Exception {
        String property = LoadedCodeTest.class.getName();
        String members = "static { System.setProperty(\"" + property + "\", \"touched\"); }";
        Class<?> type = new CompiledCode(folder).inFolder("a.Own", "classes", members);

        assertThat(code("a.Own", type).whose("a.Own", 0)).isEqualTo(Whose.OWN);

        assertThat(System.getProperty(property)).isNull();
        // The control: it would have been seen.
        Class.forName("a.Own", true, type.getClassLoader());
        assertThat(System.clearProperty(property)).isEqualTo("touched");
    }

    @ParameterizedTest
    @CsvSource({
        "com.example.app.Main, com.example",
        "com.example.Main, com.example",
        "app.Main, app",
        "a.b.Outer$Inner, a.b",
        "org.apache.ibatis.session.SqlSession, org.apache.ibatis",
        "org.springframework.jdbc.core.JdbcTemplate, org.springframework.jdbc",
        "org.apache.Main, org.apache",
    })
    void packageRootsStandForWhoeverWroteAClass(String className, String root) {
        assertThat(PackageRoots.of(className)).isEqualTo(root);
        assertThat(PackageRoots.of("Main")).isEmpty();
    }

    static LoadedCode code(@Nullable String main, Class<?>... classes) {
        return new LoadedCode(() -> classes, main);
    }
}
