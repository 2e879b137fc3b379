/** What races small parts against each other, many times. */
@NullMarked
package dev.meerkat.stress;

import org.jspecify.annotations.NullMarked;
