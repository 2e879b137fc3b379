/** Charts and tables of a run's results. */
@NullMarked
package dev.meerkat.benchmarks.charts;

import org.jspecify.annotations.NullMarked;
