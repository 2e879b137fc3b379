/** Meerkat and what people would use instead, behind one interface, and how they compare. */
@NullMarked
package dev.meerkat.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
