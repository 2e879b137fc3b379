@NullMarked
package dev.meerkat.faults.load;

import org.jspecify.annotations.NullMarked;
