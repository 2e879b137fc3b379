/** Real processes share a cache while real faults strike; every read is audited. */
@NullMarked
package dev.meerkat.faults;

import org.jspecify.annotations.NullMarked;
