/**
 * The demo's repositories, as any application has them: they read and write through the driver and know nothing of a cache.
 * Each works as it is; the demo's processes wrap them.
 */
@NullMarked
package dev.meerkat.examples.demo.repositories;

import org.jspecify.annotations.NullMarked;
