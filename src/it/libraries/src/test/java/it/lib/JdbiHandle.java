package it.lib;

import org.jdbi.v3.core.Jdbi;

final class JdbiHandle implements Behind {
    @Override
    public void leak() throws Exception {
        KEPT.add(Jdbi.create(source()).open()); // LEAK
    }

    @Override
    public void twin() throws Exception {
        Jdbi.create(source()).useHandle(handle -> handle.execute("SELECT 1"));
    }
}
