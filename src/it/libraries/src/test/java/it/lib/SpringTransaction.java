package it.lib;

import org.springframework.jdbc.datasource.DataSourceTransactionManager;

final class SpringTransaction implements Behind {
    @Override
    public void leak() throws Exception {
        var manager = new DataSourceTransactionManager(source());
        KEPT.add(manager.getTransaction(null)); // LEAK
    }

    @Override
    public void twin() throws Exception {
        var manager = new DataSourceTransactionManager(source());
        manager.commit(manager.getTransaction(null));
    }
}
