package it.lib;

import io.ebean.Database;
import io.ebean.DatabaseFactory;
import io.ebean.Transaction;
import io.ebean.config.DatabaseConfig;
import io.ebean.platform.sqlite.SQLitePlatform;

final class Ebean implements Behind {
    private Database database(String name) {
        DatabaseConfig config = new DatabaseConfig();
        config.setName(name);
        config.setDataSource(source());
        config.setDatabasePlatform(new SQLitePlatform());
        config.setRegister(false);
        config.setDefaultServer(false);
        return DatabaseFactory.create(config);
    }

    @Override
    public void leak() throws Exception {
        Database database = database("leak");
        KEPT.add(database.createTransaction()); // LEAK
    }

    @Override
    public void twin() throws Exception {
        Database database = database("twin");
        try (Transaction transaction = database.createTransaction()) {
            transaction.commit();
        }
        database.shutdown();
    }
}
