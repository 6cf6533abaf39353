#!/bin/sh
# version: mybatis 3.5.19, sqlite-jdbc 3.54.1.0
# guess:   useGeneratedKeys with an insert of several rows (foreach) puts each row's key into its object, or fails.
# seen:    the driver gives one key, last_insert_rowid(), and MyBatis puts it into the first object: the object of the
#          first row has the id of the third row, the others have none, and nothing is reported. What is saved with
#          that id belongs to another row.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/pom.xml" <<'EOF'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.xerial</groupId><artifactId>sqlite-jdbc</artifactId><version>3.54.1.0</version></dependency>
    <dependency><groupId>org.mybatis</groupId><artifactId>mybatis</artifactId><version>3.5.19</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import java.sql.*;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.datasource.unpooled.UnpooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

class Finding {
    public static class Fruit {
        public Integer id;
        public final String name;

        Fruit(String name) {
            this.name = name;
        }
    }

    public interface Fruits {
        @Insert("<script>INSERT INTO fruit (name) VALUES"
                + " <foreach collection='list' item='f' separator=','>(#{f.name})</foreach></script>")
        @Options(useGeneratedKeys = true, keyProperty = "id")
        int add(List<Fruit> fruits);
    }

    public static void main(String[] args) throws Exception {
        String url = "jdbc:sqlite:" + args[0] + "/data.db";
        try (Connection connection = DriverManager.getConnection(url)) {
            run(connection, "CREATE TABLE fruit (id INTEGER PRIMARY KEY, name)");
            Configuration configuration = new Configuration(new Environment("test", new JdbcTransactionFactory(),
                    new UnpooledDataSource("org.sqlite.JDBC", url, null, null)));
            configuration.addMapper(Fruits.class);
            SqlSessionFactory factory = new SqlSessionFactoryBuilder().build(configuration);
            List<Fruit> fruits = List.of(new Fruit("apple"), new Fruit("pear"), new Fruit("plum"));
            try (SqlSession session = factory.openSession(true)) {
                session.getMapper(Fruits.class).add(fruits);
            }
            StringBuilder seen = new StringBuilder();
            for (Fruit fruit : fruits) {
                seen.append(fruit.name).append(' ').append(fruit.id).append(", ");
            }
            seen.append("in the table: ").append(
                    value(connection, "SELECT group_concat(name || ' ' || id, ', ') FROM fruit"));
            check("mybatis 3.5.19, sqlite-jdbc " + connection.getMetaData().getDriverVersion(),
                    "apple 1, pear 2, plum 3", seen.toString(),
                    "apple 3, pear null, plum null, in the table: apple 1, pear 2, plum 3");
        }
    }

    static void check(String version, String guess, String seen, String expected) {
        System.out.println("version: " + version);
        System.out.println("guess:   " + guess);
        System.out.println("seen:    " + seen);
        if (!seen.equals(expected)) {
            System.out.println("The behaviour has changed; it was: " + expected);
            System.exit(1);
        }
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "no row";
        }
    }
}
EOF
java -cp "$work/lib/*" "$work/Finding.java" "$work"
