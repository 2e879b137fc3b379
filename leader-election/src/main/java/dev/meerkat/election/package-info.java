/** The lease that one process holds: who watches for all. */
@NullMarked
package dev.meerkat.election;

import org.jspecify.annotations.NullMarked;
