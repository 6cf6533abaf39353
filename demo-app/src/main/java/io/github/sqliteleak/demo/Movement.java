package io.github.sqliteleak.demo;

/**
 * One change of the stock.
 *
 * @param units added, or taken when negative
 * @param reason "opening", "delivery" or "order"
 */
record Movement(int id, String sku, int units, String reason) {}
