package it.lib;

import groovy.sql.Sql;

final class GroovySql implements Behind {
    @Override
    public void leak() throws Exception {
        KEPT.add(Sql.newInstance(url())); // LEAK
    }

    @Override
    public void twin() throws Exception {
        try (Sql sql = Sql.newInstance(url())) {
            sql.rows("SELECT 1");
        }
    }
}
