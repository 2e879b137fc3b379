package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.ORDERS;
import static dev.meerkat.cache.CacheProcess.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.InMemoryRemoteTier;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.RemoteTier;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Which documents a query finds is known once a result of its has turned out to be undisturbed; then disturbances of later reads
 * don't matter. The query looks at {@code price} and finds documents 1 and 2, not 3.
 */
final class SettledDocumentsTest {

    private static final NarrowRequest BY_PRICE =
            NarrowRequest.of("{find: 'orders'}", Narrowing.ofFirstDocuments(ORDERS, List.of("price")));
    private static final NarrowRequest SECOND_PAGE =
            NarrowRequest.of("{find: 'orders', skip: 2}", Narrowing.ofDocuments(ORDERS, List.of("price")));

    private final RemoteTier redis = new InMemoryRemoteTier(new ManualTicker());
    private final CacheProcess process = new CacheProcess(redis).upTo(100);
    private NarrowRequest request = BY_PRICE;
    private byte[] found = documents(1, 2);
    private long now = 100;

    private static byte[] documents(int... ids) {
        ByteArrayOutputStream documents = new ByteArrayOutputStream();
        for (int id : ids) {
            documents.writeBytes(NarrowRequest.document("_id", id));
        }
        return documents.toByteArray();
    }

    private static void nothing() {}

    private void changed(CacheProcess where, int id, String field) {
        now += 10;
        where.cache.apply(update(now, id, field));
    }

    private Tier read(CacheProcess where, Runnable meanwhile) {
        return ((Outcome.Served) where.cache.read(request, asof -> {
                    meanwhile.run();
                    return new Loader.Loaded.Complete(found, now);
                }))
                .tier();
    }

    private Tier read() {
        return read(process, SettledDocumentsTest::nothing);
    }

    /** A result whose read is over; then one of its documents changes. */
    private void settle() {
        read();
        process.upTo(now + 1);
        assertThat(read()).isEqualTo(Tier.NEAR);
        changed(process, 1, "note");
    }

    private Tier readDisturbed() {
        return read(process, () -> changed(process, 3, "note"));
    }

    @Test
    void laterResultsMayBeDisturbed() {
        settle();

        for (int i = 0; i < 3; i++) {
            assertThat(readDisturbed()).isEqualTo(Tier.FILLED);
            changed(process, 3, "note");
            assertThat(read()).isEqualTo(Tier.NEAR);
            changed(process, 2, "note");
        }
    }

    @Test
    void unlessWhatDisturbedThemIsOneOfThese() {
        settle();

        found = documents(1);
        read(process, () -> changed(process, 2, "note"));
        found = documents(1, 2);
        assertThat(read()).isEqualTo(Tier.FILLED);
    }

    @Test
    void orWasHeardOfLater() {
        settle();

        found = documents(1);
        long before = now + 1;
        read(process, () -> now += 10);
        process.cache.apply(update(before, 2, "note"));
        found = documents(1, 2);
        assertThat(read()).isEqualTo(Tier.FILLED);
    }

    @Test
    void aResultDependsOnWhatIsInItAsWell() {
        settle();

        found = documents(1, 3); // of two with the same price either may be the last
        read();
        changed(process, 3, "note");
        assertThat(read()).isEqualTo(Tier.FILLED);
    }

    @Test
    void untilSomethingChangesThatDecidesWhichTheyAre() {
        settle();
        changed(process, 3, "price");

        readDisturbed();
        changed(process, 3, "note");
        assertThat(read()).isEqualTo(Tier.FILLED);
    }

    @Test
    void alsoWhereThatIsHeardOfAfterALaterWriteOfOurOwn() {
        settle();
        long before = now + 1;
        now += 10;
        process.cache.written(update(now, 1, "note"));
        read();
        assertThat(read()).isEqualTo(Tier.NEAR);

        process.cache.apply(update(before, 3, "price"));
        assertThat(read()).isEqualTo(Tier.FILLED);
    }

    @Test
    void whatADisturbedResultGaveIsNotTakenForGranted() {
        found = documents(1);
        readDisturbed();
        process.upTo(now + 1);
        changed(process, 1, "note");
        assertThat(readDisturbed()).isEqualTo(Tier.FILLED);

        changed(process, 3, "note");
        assertThat(read()).isEqualTo(Tier.FILLED);
    }

    @Test
    void norWhatMayStillTurnOutToBeDisturbed() {
        read();
        changed(process, 1, "note");
        readDisturbed();

        changed(process, 3, "note");
        assertThat(read()).isEqualTo(Tier.FILLED);
    }

    @Test
    void whereDocumentsWerePassedOverOneOfThoseMayBeMissed() {
        request = SECOND_PAGE;
        settle();
        readDisturbed();

        changed(process, 3, "note");
        assertThat(read()).isEqualTo(Tier.FILLED);
    }

    @Test
    void anotherProcessTakesThemOverWhateverElseItKnowsToHaveChanged() {
        CacheProcess other = new CacheProcess(redis).upTo(now);
        settle();
        other.cache.apply(update(now, 1, "note"));
        readDisturbed();
        other.cache.apply(update(now, 3, "note"));
        other.upTo(now + 1);

        assertThat(read(other, SettledDocumentsTest::nothing)).isEqualTo(Tier.SHARED);
        changed(other, 3, "note");
        assertThat(read(other, SettledDocumentsTest::nothing)).isEqualTo(Tier.NEAR);
        changed(other, 2, "note");
        assertThat(read(other, SettledDocumentsTest::nothing)).isEqualTo(Tier.FILLED);
    }
}
