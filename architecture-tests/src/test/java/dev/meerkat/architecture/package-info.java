/** The arrows between the modules, and rules for all code. */
@NullMarked
package dev.meerkat.architecture;

import org.jspecify.annotations.NullMarked;
