package io.github.sqliteleak.demo;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Goes through one day of the shop and tells what happens. */
final class ShopDay {
    private final Shop shop;
    private final PrintStream out;

    ShopDay(Shop shop, PrintStream out) {
        this.shop = shop;
        this.out = out;
    }

    void tell() throws SQLException {
        deliveries();
        orders();
        report();
        dashboard();
        night();
    }

    private void deliveries() throws SQLException {
        say("Deliveries");
        for (List<String> note : SampleData.DELIVERIES) {
            try {
                say("  %d lines booked", shop.imports().load(note));
            } catch (IllegalArgumentException e) {
                say("  set aside, the supplier must send it again: %s", e.getMessage());
            }
        }
    }

    private void orders() throws SQLException {
        say("Orders");
        for (Order order : SampleData.ORDERS) {
            if (shop.webShop().order(order)) {
                int cents = order.units() * shop.prices().priceOf(order.sku());
                say("  %d x %s sold for %s", order.units(), order.sku(), euros(cents));
            } else {
                say("  %d x %s refused, too few in stock", order.units(), order.sku());
            }
        }
    }

    private void report() throws SQLException {
        say("Soon sold out");
        for (StockLine line : shop.reports().nextPage()) {
            say("  %s %-11s %2d left", line.sku(), line.name(), line.units());
        }
    }

    private void dashboard() throws SQLException {
        Dashboard.Figures figures = shop.dashboard().figures();
        say("Dashboard");
        say(
                "  %d products, %d orders, %d movements",
                figures.products(), figures.orders(), figures.movements());
    }

    private void night() throws SQLException {
        say("Night");
        say("  %d movements archived", shop.nightly().run());
        String offer = SampleData.PRODUCTS.get(0).sku();
        say("  tomorrow's offer: %s for %s", offer, euros(shop.prices().priceOf(offer) / 2));
    }

    private static String euros(int cents) {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }

    private void say(String line, @Nullable Object... values) {
        out.printf(Locale.ROOT, line + "%n", values);
    }
}
