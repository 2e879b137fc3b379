/** The parent's side of the processes that it started. */
@NullMarked
package dev.meerkat.examples.demo.group;

import org.jspecify.annotations.NullMarked;
