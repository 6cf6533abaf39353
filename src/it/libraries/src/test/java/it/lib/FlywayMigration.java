package it.lib;

import java.sql.Connection;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

final class FlywayMigration implements Behind {
    /** One that opens a connection besides the one that it is given. */
    public static final class V1__Leaks extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            KEPT.add(context.getConfiguration().getDataSource().getConnection()); // LEAK
        }
    }

    /** The same, closed. */
    public static final class V2__Closes extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            try (Connection other = context.getConfiguration().getDataSource().getConnection()) {
                other.isValid(1);
            }
        }
    }

    private void migrate(BaseJavaMigration migration) {
        Flyway.configure()
                .dataSource(source())
                .javaMigrations(migration)
                .ignoreMigrationPatterns("*:missing")
                .load()
                .migrate();
    }

    @Override
    public void leak() throws Exception {
        migrate(new V1__Leaks());
    }

    @Override
    public void twin() throws Exception {
        migrate(new V2__Closes());
    }
}
