package io.github.sqliteleak.it.app;

import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.datasource.unpooled.UnpooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** Sessions of MyBatis that nobody closes, in two classes: the arguments say in which. */
public final class BehindMyBatis {
    private BehindMyBatis() {}

    /** What is asked of the database. */
    public interface Numbers {
        @Select("SELECT 1")
        int one();
    }

    public static void main(String... args) {
        Configuration configuration =
                new Configuration(
                        new Environment(
                                "test",
                                new JdbcTransactionFactory(),
                                new UnpooledDataSource("org.sqlite.JDBC", Db.URL, null, null)));
        configuration.addMapper(Numbers.class);
        SqlSessionFactory factory = new SqlSessionFactoryBuilder().build(configuration);
        for (String arg : args) {
            if (arg.equals("reports")) {
                Reports.daily(factory.openSession());
            } else {
                Billing.run(factory.openSession());
            }
        }
    }

    private static final class Reports {
        static void daily(SqlSession session) {
            Db.say("reported " + session.getMapper(Numbers.class).one());
        }
    }

    private static final class Billing {
        static void run(SqlSession session) {
            Db.say("billed " + session.getMapper(Numbers.class).one());
        }
    }
}
