/** A process of the demo: it wraps the repositories, reads under load and answers the parent's questions. */
@NullMarked
package dev.meerkat.examples.demo.member;

import org.jspecify.annotations.NullMarked;
