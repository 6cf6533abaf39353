package io.github.sqliteleak.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BorrowingCallsTest {
    @Test
    void whatOrmLiteIsAskedByIsABorrowingToo() {
        String pool = "com.j256.ormlite.jdbc.JdbcPooledConnectionSource.";

        assertThat(BorrowingCalls.isOne(pool + "getReadWriteConnection(X.java:1)")).isTrue();
        assertThat(BorrowingCalls.isOne(pool + "getReadOnlyConnection(X.java:1)")).isTrue();
        assertThat(BorrowingCalls.isOne(pool + "releaseConnection(X.java:1)")).isFalse();
    }

    @Test
    void aConnectionIsOpenedInTheCallThatLentItWhereTheCallersAreTheSame() {
        List<String> borrowing = List.of("p.Pool.getConnection(P.java:1)", "a.Main.run(M.java:2)");

        assertThat(
                        BorrowingCalls.areSame(
                                List.of("p.Pool.fill(P.java:9)", "a.Main.run(M.java:2)"),
                                borrowing))
                .isTrue();
        assertThat(BorrowingCalls.areSame(List.of("a.Main.run(M.java:3)"), borrowing)).isFalse();
    }
}
