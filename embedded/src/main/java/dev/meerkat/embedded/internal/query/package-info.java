/** Queries: which documents a filter matches, how values compare and in which order a sort puts documents. */
@NullMarked
package dev.meerkat.embedded.internal.query;

import org.jspecify.annotations.NullMarked;
