package io.github.sqliteleak.it.app;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Streams of JdbcTemplate that nobody closes, in two classes: the arguments say in which. */
public final class BehindSpring {
    private BehindSpring() {}

    public static void main(String... args) {
        JdbcTemplate template = new JdbcTemplate(new DriverManagerDataSource(Db.URL));
        template.execute("CREATE TABLE IF NOT EXISTS t (x)");
        template.update("INSERT INTO t VALUES (1)");
        for (String arg : args) {
            if (arg.equals("reports")) {
                Reports.daily(template);
            } else {
                Billing.run(template);
            }
        }
    }

    private static final class Reports {
        static void daily(JdbcTemplate template) {
            Db.say("" + template.queryForStream("SELECT x FROM t", (r, i) -> r.getInt(1)).count());
        }
    }

    private static final class Billing {
        static void run(JdbcTemplate template) {
            Db.say("" + template.queryForStream("SELECT x FROM t", (r, i) -> r.getInt(1)).count());
        }
    }
}
