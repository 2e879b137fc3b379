/** The manual's code: every block of Java in its pages is a region of one of these tests. */
@org.jspecify.annotations.NullMarked
package dev.meerkat.examples.manual;
