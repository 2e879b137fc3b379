package dev.meerkat.cache;

import java.util.List;

/** A sum of {@code price} over the orders of one {@code user}, of which document 1 is the only one. */
final class SumOfHers {

    static final byte[] SUM = NarrowRequest.document("sum", 7);
    static final byte[] FIRST = NarrowRequest.document("_id", 1);
    static final NarrowRequest OF_HERS = NarrowRequest.of(
            "{aggregate: 'orders'}",
            Narrowing.ofChosen(CacheProcess.ORDERS, List.of("user"), List.of("user", "price")));
    static final int HERS = 1;
    static final int ANOTHERS = 2;

    private SumOfHers() {}
}
