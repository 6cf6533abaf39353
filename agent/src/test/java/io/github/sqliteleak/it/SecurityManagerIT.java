package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Guarded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the oldest JDK alone: Java 24 has no security manager any more. */
class SecurityManagerIT {
    private static final String APPLICATION =
            """
            grant {
                permission java.io.FilePermission "<<ALL FILES>>", "read,write,delete,execute";
                permission java.util.PropertyPermission "*", "read,write";
                permission java.lang.RuntimePermission "loadLibrary.*";
                permission java.lang.RuntimePermission "getenv.*";
            };
            """;

    @TempDir Path folder;

    /** The application's own classes may do no more than they have to. */
    @Test
    void reportsWherePolicyAllowsTheAgent() throws IOException {
        EndedJvm ended =
                run(
                        APPLICATION
                                + "grant codeBase \""
                                + Build.agentJar().toUri()
                                + "\" { permission java.security.AllPermission; };");

        Report report = ended.report().addsUp();
        assertThat(report.total("leaked")).isEqualTo(1);
        assertThat(report.json().getObject("completeness").getBoolean("complete"))
                .as("%s", ended)
                .isTrue();
        assertThat(ended.err())
                .doesNotContain("cannot see")
                .contains("its thread \"main\" was itself waiting at", "(Thread.join)");
    }

    @Test
    void saysWhatToGrantWhereItDoesNot() throws IOException {
        EndedJvm ended = run(APPLICATION);

        assertThat(ended.files("sqlite-leaks")).isEmpty();
        assertThat(ended.err())
                .contains(
                        "sqlite-leak-agent: a security manager is in force that does not allow the"
                                + " agent to work, nothing is tracked; grant in the policy: grant"
                                + " codeBase \"file:/path/to/sqlite-leak-agent.jar\""
                                + " { permission java.security.AllPermission; };\n")
                .containsOnlyOnce("sqlite-leak-agent: ");
    }

    private EndedJvm run(String policy) throws IOException {
        Path file = Files.writeString(folder.resolve("test.policy"), policy);
        EndedJvm ended =
                ForkedJvm.in(folder, Guarded.class)
                        .on(Jdks.all().get(0))
                        .jvmArguments("-Djava.security.manager", "-Djava.security.policy==" + file)
                        .run()
                        .hasStatus(0);
        assertThat(ended.out()).isEqualTo("done\n");
        return ended;
    }
}
