/** Every way to wrap, by the same proof. */
@NullMarked
package dev.meerkat.ways;

import org.jspecify.annotations.NullMarked;
