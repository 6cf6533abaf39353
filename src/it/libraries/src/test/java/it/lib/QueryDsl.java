package it.lib;

import com.querydsl.core.types.dsl.Expressions;
import com.querydsl.sql.Configuration;
import com.querydsl.sql.SQLQuery;
import com.querydsl.sql.SQLQueryFactory;
import com.querydsl.sql.SQLiteTemplates;

final class QueryDsl implements Behind {
    private SQLQuery<Integer> query() {
        var factory = new SQLQueryFactory(new Configuration(SQLiteTemplates.DEFAULT), source());
        return factory.select(Expressions.constant(1));
    }

    @Override
    public void leak() throws Exception {
        KEPT.add(query().iterate()); // LEAK
    }

    @Override
    public void twin() throws Exception {
        try (var rows = query().iterate()) {
            rows.hasNext();
        }
    }
}
