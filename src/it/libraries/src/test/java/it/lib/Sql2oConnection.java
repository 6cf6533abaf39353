package it.lib;

import org.sql2o.Connection;
import org.sql2o.Sql2o;

final class Sql2oConnection implements Behind {
    @Override
    public void leak() throws Exception {
        KEPT.add(new Sql2o(source()).open()); // LEAK
    }

    @Override
    public void twin() throws Exception {
        try (Connection connection = new Sql2o(source()).open()) {
            connection.createQuery("SELECT 1").executeScalar();
        }
    }
}
