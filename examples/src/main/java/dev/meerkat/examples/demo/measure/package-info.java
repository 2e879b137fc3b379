/** Figures that several processes add up: times, percentiles, the audit of reads. */
@NullMarked
package dev.meerkat.examples.demo.measure;

import org.jspecify.annotations.NullMarked;
