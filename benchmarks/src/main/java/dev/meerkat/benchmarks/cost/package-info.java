/** What a cache costs and what it costs to be right, measured over several processes: the program behind benchmarks/costs. */
@NullMarked
package dev.meerkat.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
