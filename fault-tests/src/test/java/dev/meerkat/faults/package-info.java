@NullMarked
package dev.meerkat.faults;

import org.jspecify.annotations.NullMarked;
