@NullMarked
package dev.meerkat.benchmarks;

import org.jspecify.annotations.NullMarked;
