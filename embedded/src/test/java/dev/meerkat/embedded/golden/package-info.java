/** Replays what a real MongoDB answered, and compares. */
@NullMarked
package dev.meerkat.embedded.golden;

import org.jspecify.annotations.NullMarked;
