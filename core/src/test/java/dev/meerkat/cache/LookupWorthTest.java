package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LookupWorthTest {

    private static final int KIND = 7;

    private final LookupWorth worth = new LookupWorth();

    /** So many reads; of those that ask, so many in a hundred find an entry. Returns how many asked. */
    private int read(int reads, int percent) {
        int asked = 0;
        for (int i = 0; i < reads; i++) {
            if (worth.asks(KIND)) {
                worth.learn(KIND, asked++ % 100 < percent);
            }
        }
        return asked;
    }

    @Test
    void atFirstEveryReadAsks() {
        assertThat(read(LookupWorth.ENOUGH, 0)).isEqualTo(LookupWorth.ENOUGH);
        assertThat(worth.spared()).isZero();
    }

    @Test
    void whereNothingIsEverFoundOneReadOfAFewAsks() {
        read(LookupWorth.ENOUGH, 0);

        assertThat(read(1600, 0)).isEqualTo(1600 / LookupWorth.SAMPLE);
        assertThat(worth.spared()).isEqualTo(1500);
    }

    @Test
    void whereSomethingIsFoundNowAndThenEveryReadAsks() {
        assertThat(read(10_000, 5)).isEqualTo(10_000);
    }

    @Test
    void whatUsedToBeFoundAndIsNotAnyMoreIsForgottenSoon() {
        read(10_000, 100);
        read(2_000, 0);

        assertThat(read(1600, 0)).isEqualTo(1600 / LookupWorth.SAMPLE);
    }

    @Test
    void whenThereIsSomethingToBeFoundAgainItIsNoticedSoon() {
        read(100_000, 0);
        read(7 * LookupWorth.SAMPLE, 100);

        assertThat(read(1000, 100)).isEqualTo(1000);
    }

    @Test
    void oneKindsReadsSayNothingAboutAnother() {
        read(1000, 0);

        assertThat(worth.asks(KIND + 1)).isTrue();
    }

    @Test
    void readsByIdAndQueriesAreTwoKindsAndSoIsWhatWasReadBefore() {
        Namespace orders = new Namespace("shop", "orders");
        Dependencies byId = Dependencies.document(orders, 1);
        Dependencies query = Dependencies.queries(List.of(orders));

        assertThat(List.of(
                        LookupWorth.kind(byId, false),
                        LookupWorth.kind(byId, true),
                        LookupWorth.kind(query, false),
                        LookupWorth.kind(query, true)))
                .doesNotHaveDuplicates()
                .allSatisfy(kind -> assertThat(kind).isBetween(0, 511));
        assertThat(LookupWorth.kind(Dependencies.document(orders, 2), false)).isEqualTo(LookupWorth.kind(byId, false));
    }
}
