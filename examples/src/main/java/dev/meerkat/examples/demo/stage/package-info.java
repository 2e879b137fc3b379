/** Where the demo takes place: the servers, the databases, the writers, and all that has to be removed at the end. */
@NullMarked
package dev.meerkat.examples.demo.stage;

import org.jspecify.annotations.NullMarked;
