package it.lib;

import scala.Option;
import slick.jdbc.SQLiteProfile$;
import slick.util.AsyncExecutor$;

final class Slick implements Behind {
    private slick.jdbc.JdbcBackend.JdbcDatabaseDef database() {
        return SQLiteProfile$.MODULE$
                .backend()
                .Database()
                .forDataSource(
                        source(), Option.empty(), AsyncExecutor$.MODULE$.apply("x", 1, 1), false);
    }

    @Override
    public void leak() throws Exception {
        var database = database();
        KEPT.add(database.createSession()); // LEAK
    }

    @Override
    public void twin() throws Exception {
        database().createSession().close();
    }
}
