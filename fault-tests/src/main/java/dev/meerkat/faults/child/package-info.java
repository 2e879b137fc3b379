/** A JVM started as a child, and the line between it and its parent. */
@NullMarked
package dev.meerkat.faults.child;

import org.jspecify.annotations.NullMarked;
