/** The shop with its cache off, cold and hot: the same tests, the same results. */
@NullMarked
package dev.meerkat.examples.shop;

import org.jspecify.annotations.NullMarked;
