package io.github.sqliteleak.demo;

/** A line of the stock report: how many units of a product are left. */
record StockLine(String sku, String name, int units) {}
