package it.lib;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** Something that a library opens, which one method closes and another one does not. */
interface Behind {
    /** What is not closed stays reachable, so that each run finds the same. */
    List<Object> KEPT = new ArrayList<>();

    /** The line that must change ends in a comment that says so. */
    void leak() throws Exception;

    void twin() throws Exception;

    default String url() {
        return "jdbc:sqlite:target/" + getClass().getSimpleName() + ".db";
    }

    default DataSource source() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url());
        return source;
    }
}
