/**
 * What processes read and wrote, and whether it was right.
 *
 * <p>Each process records with a {@link dev.meerkat.faults.audit.HistoryWriter} of its own, all in one folder; an
 * {@link dev.meerkat.faults.audit.Audit} reads the folder while they go on, round by round, and makes the
 * {@link dev.meerkat.faults.audit.FaultTable}.
 *
 * <p>All times are {@link System#nanoTime()}. On Linux that is {@code CLOCK_MONOTONIC}, which counts from one unspecified
 * point for the whole machine (see clock_gettime(2)), so that the times of its processes can be compared with each other.
 *
 * <p>Documents are numbered from 0. A write stores a number of its own in its document, and the numbers that a document
 * holds in MongoDB only rise: a late write must not put an earlier number back. A deletion is a write with a number, too.
 */
@NullMarked
package dev.meerkat.faults.audit;

import org.jspecify.annotations.NullMarked;
