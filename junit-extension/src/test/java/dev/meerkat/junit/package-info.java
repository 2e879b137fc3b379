/** Runs test classes with the extension inside of tests, and looks at what they got and what stays. */
@NullMarked
package dev.meerkat.junit;

import org.jspecify.annotations.NullMarked;
