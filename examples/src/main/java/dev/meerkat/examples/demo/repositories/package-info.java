/**
 * The demo's repositories, as any application has them: they read and write through the driver and work as they are, without
 * a cache, as the demo's plain writer uses them. The demo's processes wrap them.
 */
@NullMarked
package dev.meerkat.examples.demo.repositories;

import org.jspecify.annotations.NullMarked;
