package it.lib;

import org.jooq.Cursor;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

final class Jooq implements Behind {
    @Override
    public void leak() throws Exception {
        var context = DSL.using(source(), SQLDialect.SQLITE);
        KEPT.add(context.fetchLazy("SELECT 1")); // LEAK
    }

    @Override
    public void twin() throws Exception {
        try (Cursor<?> rows = DSL.using(source(), SQLDialect.SQLITE).fetchLazy("SELECT 1")) {
            rows.fetch();
        }
    }
}
