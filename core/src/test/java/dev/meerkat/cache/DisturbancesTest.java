package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.ORDERS;
import static dev.meerkat.cache.CacheProcess.tag;
import static dev.meerkat.cache.CacheProcess.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.InMemoryRemoteTier;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.RemoteTier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What changes while a query reads, and what of it counts. The query looks at {@code price} and gives document 1. */
final class DisturbancesTest {

    private static final long F = 100;
    private static final long REPLY = 110;
    private static final byte[] RESULT = NarrowRequest.document("_id", 1);
    private static final NarrowRequest BY_PRICE =
            NarrowRequest.of("{find: 'orders'}", Narrowing.ofDocuments(ORDERS, List.of("price")));

    private final RemoteTier redis = new InMemoryRemoteTier(new ManualTicker());
    private final CacheProcess process = new CacheProcess(redis).upTo(F);

    /** An update of another field, of another document. */
    private static Invalidation.Documents elsewhere(long time) {
        return update(time, 2, "note");
    }

    private static Outcome read(CacheProcess process, Runnable meanwhile) {
        return process.cache.read(BY_PRICE, asof -> {
            meanwhile.run();
            return new Loader.Loaded.Complete(RESULT, REPLY);
        });
    }

    private static Tier tierOfRead(CacheProcess process) {
        return ((Outcome.Served) read(process, () -> {})).tier();
    }

    @Test
    void whatComesAfterTheReplyDoesNotCount() {
        read(process, () -> process.cache.apply(elsewhere(REPLY + 1)));
        process.cache.apply(elsewhere(REPLY + 2));

        assertThat(tierOfRead(process)).isEqualTo(Tier.NEAR);
    }

    @Test
    void whatComesDuringTheReadCountsWheneverItIsTold() {
        read(process, () -> process.cache.apply(elsewhere(F + 5)));
        assertThat(tierOfRead(process)).isEqualTo(Tier.FILLED);

        process.cache.apply(elsewhere(REPLY - 1));
        assertThat(tierOfRead(process)).isEqualTo(Tier.FILLED);

        process.cache.apply(elsewhere(REPLY));
        assertThat(tierOfRead(process)).isEqualTo(Tier.FILLED);
    }

    @Test
    void anEarlierOneCountsAlsoWhereALaterOneWasToldFirst() {
        read(process, () -> process.cache.apply(elsewhere(REPLY + 7)));
        process.cache.apply(elsewhere(F + 1));

        assertThat(tierOfRead(process)).isEqualTo(Tier.FILLED);
    }

    @Test
    void whatTheVersionIncludesDoesNotCount() {
        read(process, () -> process.cache.apply(elsewhere(F)));

        assertThat(tierOfRead(process)).isEqualTo(Tier.NEAR);
    }

    @Test
    void whatIsElsewhereDoesNotCount() {
        Namespace users = new Namespace("shop", "users");
        read(process, () -> process.cache.apply(new Invalidation.Documents(F + 5, users, 1)));

        assertThat(tierOfRead(process)).isEqualTo(Tier.NEAR);
    }

    @Test
    void onceTheWatermarkHasPassedTheReplyNothingCountsAnyMore() {
        read(process, () -> {});
        process.upTo(REPLY + 1);
        assertThat(tierOfRead(process)).isEqualTo(Tier.NEAR);

        process.cache.apply(elsewhere(F + 5)); // told twice
        assertThat(tierOfRead(process)).isEqualTo(Tier.NEAR);
    }

    @Test
    void whatTheQueryLooksAtCountsAsEver() {
        read(process, () -> {});
        process.cache.apply(
                new Invalidation.Documents(REPLY + 1, ORDERS, ChangedFields.of(ORDERS, List.of("price")), tag(2)));

        assertThat(tierOfRead(process)).isEqualTo(Tier.FILLED);
    }

    @Test
    void withoutTheGuardADisturbedReadIsServed() {
        CacheProcess careless =
                new CacheProcess(RemoteTier.none(), "e1", Guards.without(Guard.NARROW_UNLESS_DISTURBED)).upTo(F);
        read(careless, () -> careless.cache.apply(elsewhere(F + 5)));

        assertThat(tierOfRead(careless)).isEqualTo(Tier.NEAR);
    }

    @Test
    void anotherProcessTakesOverWhatItKnowsToBeUndisturbed() {
        read(process, () -> {});
        CacheProcess other = new CacheProcess(redis).upTo(F);

        assertThat(tierOfRead(other)).isEqualTo(Tier.SHARED);
        other.cache.apply(elsewhere(REPLY + 1));
        assertThat(tierOfRead(other)).isEqualTo(Tier.NEAR);
        other.cache.apply(elsewhere(F + 5));
        assertThat(tierOfRead(other)).isNotEqualTo(Tier.NEAR);
    }

    @Test
    void butNotWhatItCannotTell() {
        read(process, () -> {});
        CacheProcess other = new CacheProcess(redis).upTo(F);
        other.cache.apply(elsewhere(REPLY + 50)); // behind which another may be hidden

        assertThat(tierOfRead(other)).isEqualTo(Tier.FILLED);
    }

    @Test
    void manyReadsAtOnceAreWatchedButNotAnyNumber() {
        Disturbances disturbances = new Disturbances(process.gate, process.invalidations, Guards.all());
        Dependencies orders = Dependencies.queries(List.of(ORDERS));
        for (int i = 0; i < Disturbances.MOST; i++) {
            assertThat(disturbances.begin(orders, F)).isNotNull();
        }
        assertThat(disturbances.begin(orders, F)).isNull();
    }

    @Test
    void thoseThatAreOverMakePlace() {
        Disturbances disturbances = new Disturbances(process.gate, process.invalidations, Guards.all());
        Dependencies orders = Dependencies.queries(List.of(ORDERS));
        for (int i = 0; i < Disturbances.MOST; i++) {
            Disturbances.Watch watch = disturbances.begin(orders, F);
            assertThat(watch).isNotNull();
            watch.until(REPLY);
        }
        process.upTo(REPLY + 1);

        assertThat(disturbances.begin(orders, REPLY)).isNotNull();
    }
}
