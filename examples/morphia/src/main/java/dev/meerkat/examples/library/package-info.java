/** A small library with Morphia, whose reads are cached. */
@NullMarked
package dev.meerkat.examples.library;

import org.jspecify.annotations.NullMarked;
