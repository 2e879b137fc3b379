/** What Meerkat costs, each time beside what it stands for. */
@NullMarked
package dev.meerkat.benchmarks;

import org.jspecify.annotations.NullMarked;
