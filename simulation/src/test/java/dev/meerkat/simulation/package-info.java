/** The protocol's own classes in a simulated world: one seed, one history. */
@NullMarked
package dev.meerkat.simulation;

import org.jspecify.annotations.NullMarked;
