/** All that a fault can get hold of. */
@NullMarked
package dev.meerkat.faults.stage;

import org.jspecify.annotations.NullMarked;
