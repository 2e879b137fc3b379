/**
 * A MongoDB and a Redis for demos and tests on a machine with nothing but a JDK, and the choice between them and what
 * the machine has.
 */
@NullMarked
package dev.meerkat.embedded;

import org.jspecify.annotations.NullMarked;
