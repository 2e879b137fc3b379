/** Tests of what judges and presents the figures of several processes. */
@NullMarked
package dev.meerkat.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
