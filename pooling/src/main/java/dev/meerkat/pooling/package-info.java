/** Tenant databases: connections, scores, keep-alive, delegation to peers. Nothing is here yet. */
@NullMarked
package dev.meerkat.pooling;

import org.jspecify.annotations.NullMarked;
