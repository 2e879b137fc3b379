@NullMarked
package dev.meerkat.benchmarks.charts;

import org.jspecify.annotations.NullMarked;
