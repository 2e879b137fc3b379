/** The library's face: build a {@link dev.meerkat.Meerkat}, wrap what reads and writes MongoDB, go on as before. */
@NullMarked
package dev.meerkat;

import org.jspecify.annotations.NullMarked;
