package io.github.sqliteleak.demo;

/**
 * A product as the shop takes it up.
 *
 * @param sku the article number
 * @param units how many there are on the first day
 */
record Product(String sku, String name, int priceCents, int units) {}
