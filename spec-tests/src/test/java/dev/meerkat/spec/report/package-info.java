/** What came of it all, as a table. */
@NullMarked
package dev.meerkat.spec.report;

import org.jspecify.annotations.NullMarked;
