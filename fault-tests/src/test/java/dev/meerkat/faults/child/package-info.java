@NullMarked
package dev.meerkat.faults.child;

import org.jspecify.annotations.NullMarked;
