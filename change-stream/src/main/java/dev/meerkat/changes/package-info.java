/** From MongoDB's change stream to the log of invalidations: the mapping, the watcher, and the driver's side of its ports. */
@NullMarked
package dev.meerkat.changes;

import org.jspecify.annotations.NullMarked;
