package io.github.sqliteleak.demo;

import java.util.List;

/** A day's business. */
final class SampleData {
    static final List<Product> PRODUCTS =
            List.of(
                    new Product("K-101", "Cake tin", 1490, 4),
                    new Product("K-102", "Colander", 1850, 9),
                    new Product("K-103", "Grater", 995, 12),
                    new Product("K-104", "Ladle", 650, 20),
                    new Product("K-105", "Rolling pin", 1275, 3),
                    new Product("K-106", "Teapot", 3490, 5),
                    new Product("K-107", "Whisk", 590, 2),
                    new Product("K-108", "Wok", 4200, 6));

    /** Delivery notes as the suppliers send them; somebody typed an O for a 0 in the second. */
    static final List<List<String>> DELIVERIES =
            List.of(
                    List.of("K-101;10", "K-103;6", "K-106;4"),
                    List.of("K-102;5", "K-108;1O", "K-104;15"));

    static final List<Order> ORDERS =
            List.of(
                    new Order("K-106", 2),
                    new Order("K-107", 6),
                    new Order("K-103", 1),
                    new Order("K-105", 12),
                    new Order("K-108", 3));

    private SampleData() {}
}
