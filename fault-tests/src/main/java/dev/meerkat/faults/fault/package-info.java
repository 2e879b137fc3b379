/** What is done to processes, servers and the links between them. */
@NullMarked
package dev.meerkat.faults.fault;

import org.jspecify.annotations.NullMarked;
