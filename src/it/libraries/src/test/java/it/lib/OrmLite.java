package it.lib;

import com.j256.ormlite.field.DatabaseField;
import com.j256.ormlite.jdbc.JdbcConnectionSource;
import com.j256.ormlite.table.DatabaseTable;
import com.j256.ormlite.table.TableUtils;

final class OrmLite implements Behind {
    /** A row. */
    @DatabaseTable
    public static final class Thing {
        @DatabaseField(id = true)
        int id;
    }

    @Override
    public void leak() throws Exception {
        JdbcConnectionSource source = new JdbcConnectionSource(url());
        KEPT.add(source);
        TableUtils.createTableIfNotExists(source, Thing.class); // LEAK
    }

    @Override
    public void twin() throws Exception {
        try (JdbcConnectionSource source = new JdbcConnectionSource(url())) {
            TableUtils.createTableIfNotExists(source, Thing.class);
        }
    }
}
