/** The demo's documents: what the JDK knows of the world's languages. */
@NullMarked
package dev.meerkat.examples.demo.data;

import org.jspecify.annotations.NullMarked;
