/** The library with its cache off, cold and hot: the same tests, the same results. */
@NullMarked
package dev.meerkat.examples.library;

import org.jspecify.annotations.NullMarked;
