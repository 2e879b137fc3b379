package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.ORDERS;
import static dev.meerkat.cache.CacheProcess.tag;
import static dev.meerkat.cache.CacheProcess.update;
import static dev.meerkat.cache.SumOfHers.ANOTHERS;
import static dev.meerkat.cache.SumOfHers.FIRST;
import static dev.meerkat.cache.SumOfHers.HERS;
import static dev.meerkat.cache.SumOfHers.OF_HERS;
import static dev.meerkat.cache.SumOfHers.SUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.InMemoryRemoteTier;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RemoteTier;
import org.junit.jupiter.api.Test;

/** A sum of {@code price} over the orders of one {@code user}, of which document 1 is the only one. */
final class InputReadsTest {

    private final RemoteTier redis = new InMemoryRemoteTier(new ManualTicker());
    private final CacheProcess process = new CacheProcess(redis).upTo(100);
    private final Sum sum = new Sum();
    private long now = 100;

    /** Counts how often it is asked what it is made of. */
    private class Sum implements Loader {

        private boolean many;
        private boolean failing;
        private Runnable meanwhile = () -> {};
        private int asked;

        @Override
        public Loaded load(long asof) {
            return new Loaded.Complete(SUM, now);
        }

        @Override
        public Loaded loadInputs(long asof, int most) throws PortException {
            asked++;
            meanwhile.run();
            if (failing) {
                throw new PortException("no answer");
            }
            return many ? new Loaded.Oversize() : new Loaded.Complete(FIRST, now);
        }
    }

    /** Told in every process at once; then all have come to it. */
    private void changed(int id, String field, CacheProcess... processes) {
        now += 10;
        for (CacheProcess one : processes) {
            one.cache.apply(update(now, id, field));
            one.upTo(now + 1);
        }
        now++;
    }

    private void changed(int id, String field) {
        changed(id, field, process);
    }

    private Tier read() {
        return ((Outcome.Served) process.cache.read(OF_HERS, sum)).tier();
    }

    private void readUntilItIsAsked() {
        read();
        changed(ANOTHERS, "price");
        read();
    }

    @Test
    void itIsAskedOnceTheResultHasGoneForWantOfIt() {
        read();
        assertThat(sum.asked).isZero();
        changed(ANOTHERS, "price");

        assertThat(read()).isEqualTo(Tier.FILLED);
        assertThat(sum.asked).isEqualTo(1);
    }

    @Test
    void thenTheSummedFieldCountsOfItsDocumentsOnly() {
        readUntilItIsAsked();

        changed(ANOTHERS, "price");
        assertThat(read()).isEqualTo(Tier.NEAR);
        changed(HERS, "price");
        assertThat(read()).isEqualTo(Tier.FILLED);
        changed(ANOTHERS, "price");
        assertThat(read()).isEqualTo(Tier.NEAR);
    }

    @Test
    void andWhatChoosesThemOfAnyDocument() {
        readUntilItIsAsked();

        changed(ANOTHERS, "user");
        assertThat(read()).isEqualTo(Tier.FILLED);
        now += 10;
        process.cache.apply(new Invalidation.Documents(now, ORDERS, tag(ANOTHERS))); // one that is new
        assertThat(read()).isEqualTo(Tier.FILLED);
    }

    @Test
    void whatIsKnownIsNotAskedAgainUntilOthersMayBeChosen() {
        readUntilItIsAsked();
        for (int i = 0; i < 3; i++) {
            changed(HERS, "price");
            assertThat(read()).isEqualTo(Tier.FILLED);
            changed(ANOTHERS, "price");
            assertThat(read()).isEqualTo(Tier.NEAR);
        }
        assertThat(sum.asked).isEqualTo(1);

        changed(ANOTHERS, "user");
        assertThat(read()).isEqualTo(Tier.FILLED);
        assertThat(sum.asked).isEqualTo(2);
    }

    @Test
    void whatMayStillTurnOutToBeDisturbedIsAskedAgain() {
        readUntilItIsAsked();
        now += 10;
        process.cache.written(update(now, HERS, "price")); // nothing is known yet of what others did until then
        read();

        assertThat(sum.asked).isEqualTo(2);
    }

    @Test
    void aResultOfKnownDocumentsGoesWhereOthersWereChosenBeforeItsOwnVersion() {
        overtake(process);

        assertThat(read()).isEqualTo(Tier.FILLED);
    }

    @Test
    void withoutTheGuardItStays() {
        Guards guards = Guards.without(Guard.INPUTS_AS_OF_THEIR_READ);
        CacheProcess careless = new CacheProcess(RemoteTier.none(), "e1", guards).upTo(now);
        overtake(careless);

        assertThat(((Outcome.Served) careless.cache.read(OF_HERS, sum)).tier()).isEqualTo(Tier.NEAR);
    }

    /** A write of the process's own comes before another's that was earlier, and is read. */
    private void overtake(CacheProcess here) {
        here.cache.read(OF_HERS, sum);
        changed(ANOTHERS, "price", here);
        here.cache.read(OF_HERS, sum);
        here.upTo(now + 1);
        now += 10;
        here.cache.written(update(now, HERS, "price"));
        here.cache.read(OF_HERS, sum);
        assertThat(sum.asked).isEqualTo(1);
        here.cache.apply(update(now - 5, ANOTHERS, "user"));
    }

    @Test
    void itIsNotAskedWhereItWouldNotHaveHelped() {
        read();
        changed(ANOTHERS, "user");
        read();
        process.ticker.pass(CacheProcess.TTL.plusSeconds(1));
        process.upTo(now);
        read();

        assertThat(sum.asked).isZero();
    }

    @Test
    void whereThereAreTooManyItIsNotAskedAgain() {
        sum.many = true;
        read();
        for (int i = 0; i < 3; i++) {
            changed(ANOTHERS, "price");
            assertThat(read()).isEqualTo(Tier.FILLED);
        }

        assertThat(sum.asked).isEqualTo(1);
    }

    @Test
    void whereItCannotBeHadTheResultIsAsGoodWithout() {
        sum.failing = true;
        read();
        changed(ANOTHERS, "price");

        assertThat(read()).isEqualTo(Tier.FILLED);
        assertThat(read()).isEqualTo(Tier.NEAR);
        changed(ANOTHERS, "price");
        assertThat(read()).isEqualTo(Tier.FILLED);
        assertThat(sum.asked).isEqualTo(2);
    }

    @Test
    void whatChangesBetweenTheTwoReadsDisturbsThem() {
        read();
        changed(ANOTHERS, "price");
        long later = now + 5;
        sum.meanwhile = () -> now = later;
        read();

        process.cache.apply(update(later, ANOTHERS, "price")); // after the result's reply, not after that of its ids
        assertThat(read()).isEqualTo(Tier.FILLED);
    }

    @Test
    void anotherProcessTakesItOver() {
        CacheProcess other = new CacheProcess(redis).upTo(now);
        read();
        changed(ANOTHERS, "price", process, other);
        read();

        assertThat(((Outcome.Served) other.cache.read(OF_HERS, sum)).tier()).isEqualTo(Tier.SHARED);
        changed(ANOTHERS, "price", process, other);
        assertThat(((Outcome.Served) other.cache.read(OF_HERS, sum)).tier()).isEqualTo(Tier.NEAR);
        changed(HERS, "price", process, other);
        assertThat(((Outcome.Served) other.cache.read(OF_HERS, sum)).tier()).isEqualTo(Tier.FILLED);
    }
}
