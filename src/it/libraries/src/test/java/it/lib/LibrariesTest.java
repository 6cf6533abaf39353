package it.lib;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Leaves open what each library has opened, and then does the same and closes it. */
class LibrariesTest {
    static Stream<Behind> libraries() {
        return Stream.of(
                new ClojureJdbc(),
                new CqEngine(),
                new Doobie(),
                new Ebean(),
                new Exposed(),
                new FlywayMigration(),
                new GeoPackages(),
                new GroovyScript(),
                new GroovySql(),
                new Hibernate(),
                new JdbiHandle(),
                new Jooq(),
                new KotliQuery(),
                new Ktorm(),
                new LiquibaseDatabase(),
                new MbTiles(),
                new MyBatis(),
                new OrmLite(),
                new QueryDsl(),
                new Slick(),
                new SpringJdbc(),
                new SpringTransaction(),
                new Sql2oConnection(),
                new SqlDelight(),
                new Tika());
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void leak(Behind library) throws Exception {
        library.leak();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void twin(Behind library) throws Exception {
        library.twin();
    }
}
