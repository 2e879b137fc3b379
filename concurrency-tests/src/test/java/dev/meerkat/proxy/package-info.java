/** Races on the small parts of the proxies. */
@NullMarked
package dev.meerkat.proxy;

import org.jspecify.annotations.NullMarked;
