package it.lib;

import groovy.lang.GroovyShell;

final class GroovyScript implements Behind {
    private void run(String line) {
        String helper = "def open() { groovy.sql.Sql.newInstance('%s') }\n".formatted(url());
        new GroovyShell().evaluate(helper + line, "Orders.groovy");
    }

    @Override
    public void leak() throws Exception {
        run("it.lib.Kept.ALL.add(open())");
    }

    @Override
    public void twin() throws Exception {
        run("open().withCloseable { it.rows('SELECT 1') }");
    }
}
