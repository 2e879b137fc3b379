package dev.meerkat.examples.demo.member;

import org.jspecify.annotations.Nullable;

/**
 * What came of one read.
 *
 * @param value what it returned
 * @param began this machine's clock before it, in microseconds since 1970
 * @param nanos how long it took
 * @param hit whether it sent nothing to MongoDB
 * @param tier where it came from, {@link dev.meerkat.examples.demo.measure.Figures#BYPASSED} if the cache had no part
 * @param bypass why the cache had no part in it
 */
record Reading<T>(
        T value,
        long began,
        long nanos,
        boolean hit,
        String tier,
        @Nullable String bypass) {}
