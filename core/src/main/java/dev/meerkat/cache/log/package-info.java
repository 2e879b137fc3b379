/** The log of invalidations: its records, its one writer (the leader) and its followers (every process). */
@NullMarked
package dev.meerkat.cache.log;

import org.jspecify.annotations.NullMarked;
