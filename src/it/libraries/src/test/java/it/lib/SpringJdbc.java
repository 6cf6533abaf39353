package it.lib;

import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

final class SpringJdbc implements Behind {
    @Override
    public void leak() throws Exception {
        JdbcTemplate template = new JdbcTemplate(source());
        KEPT.add(template.queryForStream("SELECT 1", (r, i) -> 1)); // LEAK
    }

    @Override
    public void twin() throws Exception {
        JdbcTemplate template = new JdbcTemplate(source());
        try (Stream<Integer> rows = template.queryForStream("SELECT 1", (r, i) -> 1)) {
            rows.toList();
        }
    }
}
