package io.github.sqliteleak.demo;

/** What a customer asks for. */
record Order(String sku, int units) {}
