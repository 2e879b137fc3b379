/**
 * What a cached entry is, the one rule that says when it may be served, and the tiers that hold it. Everything here is
 * plain code over the ports in {@link dev.meerkat.cache.spi}: no driver, no Redis, no clock of its own.
 */
@NullMarked
package dev.meerkat.cache;

import org.jspecify.annotations.NullMarked;
