/**
 * The Redis side of Meerkat: the tier that processes share, and the log of invalidations with its broadcast. Nothing here
 * decides what may be served; Redis may lose, delay or repeat anything.
 */
@NullMarked
package dev.meerkat.redis;

import org.jspecify.annotations.NullMarked;
