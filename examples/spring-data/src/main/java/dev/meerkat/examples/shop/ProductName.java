package dev.meerkat.examples.shop;

import org.springframework.data.annotation.Id;

/** A product as lists show it. */
public record ProductName(@Id String id, String name) {}
