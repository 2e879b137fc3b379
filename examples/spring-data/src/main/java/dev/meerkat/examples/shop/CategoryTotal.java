package dev.meerkat.examples.shop;

import org.springframework.data.annotation.Id;

/**
 * A category in numbers.
 *
 * @param products how many there are
 * @param stock how many pieces of them there are
 */
public record CategoryTotal(@Id String category, int products, int stock) {}
