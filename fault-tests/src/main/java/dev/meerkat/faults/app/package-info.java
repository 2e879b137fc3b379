/** One application process that reads and writes through Meerkat. */
@NullMarked
package dev.meerkat.faults.app;

import org.jspecify.annotations.NullMarked;
