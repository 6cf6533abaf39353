package it.lib;

import groovy.lang.GroovyShell;

final class GroovyScript implements Behind {
    private void run(String line) {
        String script = "import groovy.sql.Sql\n" + line.formatted(url());
        new GroovyShell().evaluate(script, "Orders.groovy");
    }

    @Override
    public void leak() throws Exception {
        run("it.lib.Kept.ALL.add(Sql.newInstance('%s'))");
    }

    @Override
    public void twin() throws Exception {
        run("Sql.withInstance('%s') { it.rows('SELECT 1') }");
    }
}
