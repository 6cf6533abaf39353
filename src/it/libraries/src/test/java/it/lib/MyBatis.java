package it.lib;

import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

final class MyBatis implements Behind {
    /** What is asked of the database. */
    public interface Numbers {
        @Select("SELECT 1")
        int one();
    }

    private SqlSessionFactory factory() {
        var environment = new Environment("test", new JdbcTransactionFactory(), source());
        Configuration configuration = new Configuration(environment);
        configuration.addMapper(Numbers.class);
        return new SqlSessionFactoryBuilder().build(configuration);
    }

    @Override
    public void leak() throws Exception {
        SqlSession session = factory().openSession();
        KEPT.add(session);
        session.getMapper(Numbers.class).one(); // LEAK
    }

    @Override
    public void twin() throws Exception {
        try (SqlSession session = factory().openSession()) {
            session.getMapper(Numbers.class).one();
        }
    }
}
