package dev.meerkat.examples.shop;

/** An order was placed, and its transaction has been committed. */
public record OrderPlaced(Order order) {}
