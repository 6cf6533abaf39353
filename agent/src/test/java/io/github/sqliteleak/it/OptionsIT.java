package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Leaks;
import io.github.sqliteleak.it.app.Loads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsIT {
    @TempDir Path folder;

    @SomeJdk
    void endsBeforeMainOnOptionItDoesNotKnow(Jdk jdk) {
        EndedJvm jvm = refused(jdk, "reprot=x");

        assertThat(jvm.err())
                .startsWith(
                        "sqlite-leak-agent: unknown option reprot; nearest: report; allowed: report, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    exit-timeout=soon | option exit-timeout: "soon" is not allowed; allowed: a duration
                    exit-code=256 | option exit-code: "256" is not allowed; allowed: a whole number from 0 to 255
                    console=loud | option console: "loud" is not allowed; allowed: summary, off, full
                    options=missing.properties | option options: "missing.properties" cannot be read
                    report | option "report" has no value; allowed: key=value
                    """)
    void endsBeforeMainOnValueItCannotUse(String options, String line) {
        assertThat(refused(Jdks.running(), options).err()).startsWith("sqlite-leak-agent: " + line);
    }

    @Test
    void readsOptionsFromFile() throws IOException {
        Files.writeString(
                folder.resolve("agent.properties"), "report = from-file\nconsole = off\n");

        EndedJvm jvm = run(Leaks.InMain.class, "options=agent.properties,console=summary");

        assertThat(jvm.report("from-file").leaks()).hasSize(1);
        assertThat(jvm.err()).contains("1 connection leaked");
    }

    @SomeJdk
    void takesTheFirstOptionsWhenGivenTwice(Jdk jdk) {
        EndedJvm jvm =
                ForkedJvm.in(folder, Leaks.InMain.class)
                        .on(jdk)
                        .jvmArguments("-javaagent:" + Build.agentJar() + "=report=first")
                        .agent("report=second")
                        .run()
                        .hasStatus(0);

        assertThat(jvm.report("first").addsUp().leak().getInt("count")).isOne();
        assertThat(folder.resolve("second")).doesNotExist();
        assertThat(jvm.err())
                .startsWith("sqlite-leak-agent: given twice; the options of the first count\n");
    }

    @Test
    void takesValueWithCommaInQuotes() {
        EndedJvm jvm = run(Leaks.InMain.class, "report=\"a,b\",console=off");

        assertThat(jvm.report("a,b").leaks()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    masked | SELECT x FROM t WHERE x < ?
                    full | SELECT x FROM t WHERE x < 'hunter2'
                    """)
    void showsStatements(String sql, String shown) {
        assertThat(statement("sql=" + sql).getString("sql")).isEqualTo(shown);
    }

    @Test
    void hidesStatements() {
        EndedJvm jvm = run(Leaks.Cursor.class, "sql=off");

        assertThat(jvm.report().text()).doesNotContain("SELECT").doesNotContain("hunter2");
        assertThat(jvm.err()).doesNotContain("SELECT").doesNotContain("hunter2");
    }

    @Test
    void keepsSitesOfStatementsWhenAskedTo() {
        assertThat(statement("statement-stacks=on").getString("site"))
                .startsWith(Leaks.Cursor.class.getName() + ".main(Leaks.java:");
    }

    @Test
    void keepsNoSitesOfTransactionsWhenAskedNotTo() {
        JsonObject connection =
                run(Leaks.Transaction.class, "transaction-stacks=off").report().connection();

        assertThat(connection.getBoolean("inTransaction")).isTrue();
        assertThat(connection.isNull("transactionSite")).isTrue();
        assertThat(connection.getString("transactionSql")).startsWith("begin");
    }

    @Test
    void cutsStacksAtTheDepthAskedFor() {
        EndedJvm jvm = run(Leaks.Cursor.class, "stack-depth=1");

        assertThat(jvm.report().leak().getArray("openStack")).hasSize(1);
        jvm.report().openedIn(Leaks.Cursor.class, "firstRow");
    }

    @Test
    void goesOnWithoutTheAgentWhenItIsOptional() {
        EndedJvm jvm = run(Leaks.Cursor.class, "optional=true,console=loud");

        assertThat(jvm.err().lines())
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("sqlite-leak-agent: option console: \"loud\" is not allowed")
                .endsWith("; nothing is tracked");
        assertThat(folder.resolve("sqlite-leaks")).doesNotExist();
    }

    private JsonObject statement(String options) {
        JsonObject connection = run(Leaks.Cursor.class, options).report().connection();
        return connection.getArray("openStatements").getObject(0);
    }

    private EndedJvm run(Class<?> main, String options) {
        return ForkedJvm.in(folder, main).agent(options).run().hasStatus(0);
    }

    private EndedJvm refused(Jdk jdk, String options) {
        EndedJvm jvm =
                ForkedJvm.in(folder, Loads.Nothing.class).on(jdk).agent(options).run().hasStatus(2);
        assertThat(jvm.out()).isEmpty();
        assertThat(jvm.err().lines()).hasSize(1);
        assertThat(folder.resolve("sqlite-leaks")).doesNotExist();
        return jvm;
    }
}
