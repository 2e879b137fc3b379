/** Races on the small parts of the core. */
@NullMarked
package dev.meerkat.cache;

import org.jspecify.annotations.NullMarked;
