/** The servers: MongoDB in a JVM of its own or a given one, and Redis. */
@NullMarked
package dev.meerkat.faults.server;

import org.jspecify.annotations.NullMarked;
