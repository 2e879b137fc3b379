/** What the demo prints: bars, tables, numbers. */
@NullMarked
package dev.meerkat.examples.demo.screen;

import org.jspecify.annotations.NullMarked;
