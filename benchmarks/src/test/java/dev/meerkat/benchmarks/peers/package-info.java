@NullMarked
package dev.meerkat.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
