/** Three JVMs share a cache over real documents: the project's demo. */
@NullMarked
package dev.meerkat.examples.demo;

import org.jspecify.annotations.NullMarked;
