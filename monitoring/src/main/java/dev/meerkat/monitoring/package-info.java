/** What can be seen of one process's cache. */
@NullMarked
package dev.meerkat.monitoring;

import org.jspecify.annotations.NullMarked;
