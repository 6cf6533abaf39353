package io.github.sqliteleak.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The stock report, those products first of which the fewest are left. */
class ReportService {
    static final int PAGE = 3;
    static final String LOWEST_STOCK =
            "SELECT sku, name, sum(units) AS units FROM movements JOIN products USING (sku)"
                    + " GROUP BY sku ORDER BY units, sku";

    final DataSource stock;
    private @Nullable ResultSet report;

    ReportService(DataSource stock) {
        this.stock = stock;
    }

    /** The next lines of the report, fewer than a page at its end. */
    List<StockLine> nextPage() throws SQLException {
        if (report == null) {
            report = lowestStock();
        }
        List<StockLine> page = page(report);
        if (page.size() < PAGE) {
            report.getStatement().getConnection().close();
            report = null;
        }
        return page;
    }

    private ResultSet lowestStock() throws SQLException {
        Connection connection = stock.getConnection();
        return connection.createStatement().executeQuery(LOWEST_STOCK);
    }

    static List<StockLine> page(ResultSet rows) throws SQLException {
        List<StockLine> page = new ArrayList<>();
        while (page.size() < PAGE && rows.next()) {
            page.add(
                    new StockLine(
                            rows.getString("sku"), rows.getString("name"), rows.getInt("units")));
        }
        return page;
    }

    /** Asks for each page anew, so that nothing is open while the reader reads. */
    static final class Careful extends ReportService {
        private int offset;

        Careful(DataSource stock) {
            super(stock);
        }

        @Override
        List<StockLine> nextPage() throws SQLException {
            try (Connection connection = stock.getConnection();
                    PreparedStatement select =
                            connection.prepareStatement(LOWEST_STOCK + " LIMIT ? OFFSET ?")) {
                select.setInt(1, PAGE);
                select.setInt(2, offset);
                try (ResultSet rows = select.executeQuery()) {
                    List<StockLine> page = page(rows);
                    offset = page.size() < PAGE ? 0 : offset + PAGE;
                    return page;
                }
            }
        }
    }
}
