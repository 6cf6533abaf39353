package it.lib;

import liquibase.database.DatabaseFactory;
import liquibase.resource.ClassLoaderResourceAccessor;

final class LiquibaseDatabase implements Behind {
    @Override
    public void leak() throws Exception {
        var files = new ClassLoaderResourceAccessor();
        var factory = DatabaseFactory.getInstance();
        KEPT.add(factory.openDatabase(url(), null, null, null, files)); // LEAK
    }

    @Override
    public void twin() throws Exception {
        var files = new ClassLoaderResourceAccessor();
        DatabaseFactory.getInstance().openDatabase(url(), null, null, null, files).close();
    }
}
