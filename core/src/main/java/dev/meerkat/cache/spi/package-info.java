/** The ports: what crosses the border between the protocol and the world. They carry, they don't decide. */
@NullMarked
package dev.meerkat.cache.spi;

import org.jspecify.annotations.NullMarked;
