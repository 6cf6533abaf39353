package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.sql.ReadCertainty;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherSchemasTest {
    private final OtherSchemas schemas = new OtherSchemas();

    @Test
    void isSureOfAQueryWhileThereIsNothingElse() {
        assertThat(schemas.readBy("select x from t")).isEqualTo(ReadCertainty.SURE);
        assertThat(schemas.readBy("values (1)")).isEqualTo(ReadCertainty.NONE);
    }

    @Test
    void isNotSureWhileAnotherDatabaseIsAttached() {
        schemas.attached("attach 'b.db' as b", 6);
        assertThat(schemas.readBy("select x from t")).isEqualTo(ReadCertainty.MAYBE);
        schemas.attached("attach 'c.db' as c", 6);
        schemas.detached("detach database B");
        assertThat(schemas.hasAttached()).isTrue();

        schemas.detached("detach 'c'");
        assertThat(schemas.hasAttached()).isFalse();
        assertThat(schemas.readBy("select x from t")).isEqualTo(ReadCertainty.SURE);
    }

    @Test
    void knowsTheFilesThatAreAttachedByTheirNames() {
        schemas.attached("attach 'b.db' as b", 6);
        schemas.attached("attach ':memory:' as m", 6);
        assertThat(schemas.attachedFiles())
                .containsExactlyInAnyOrder(
                        DatabaseFile.of("b.db", 6), DatabaseFile.of(":memory:", 6));

        schemas.attached("attach ? as c", 6);
        assertThat(schemas.attachedFiles()).isNull();
    }

    @Test
    void isNotSureWhereAScriptMayHaveAttachedOrCreatedSomething() {
        schemas.mayHaveRun(List.of("insert into t values (1)", "create table u (x)"));
        assertThat(schemas.readBy("select x from t")).isEqualTo(ReadCertainty.SURE);

        schemas.mayHaveRun(List.of("attach 'b.db' as b"));
        schemas.detached("detach b");
        assertThat(schemas.hasAttached()).isTrue();
        assertThat(schemas.attachedFiles()).isNull();
    }

    @Test
    void isNotSureOnceThereIsATemporaryTable() {
        schemas.ranWrite("create table if not exists temp.t (x)");

        assertThat(schemas.readBy("select x from t")).isEqualTo(ReadCertainty.MAYBE);
        assertThat(schemas.writesTemporary("insert into t values (1)")).isTrue();
        assertThat(schemas.writesTemporary("insert into main.t values (1)")).isFalse();
    }
}
