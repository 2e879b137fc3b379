/** The drivers' own specification tests: each case through the driver, and through what Meerkat wraps, cold and hot. */
@NullMarked
package dev.meerkat.spec;

import org.jspecify.annotations.NullMarked;
