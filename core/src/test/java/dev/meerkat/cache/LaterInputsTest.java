package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.update;
import static dev.meerkat.cache.SumOfHers.ANOTHERS;
import static dev.meerkat.cache.SumOfHers.FIRST;
import static dev.meerkat.cache.SumOfHers.HERS;
import static dev.meerkat.cache.SumOfHers.OF_HERS;
import static dev.meerkat.cache.SumOfHers.SUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.RemoteTier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A sum of {@code price} over the orders of one {@code user}, of which document 1 is the only one. While it is read, another's
 * order is updated each time.
 */
final class LaterInputsTest {

    private final CacheProcess process = new CacheProcess(RemoteTier.none()).upTo(100);
    private long now = 100;
    private int asked;
    private long askedAt;
    private boolean many;
    private Runnable whileAsked = () -> {};

    @BeforeEach
    void aSumThatGoesForWantOfKnowing() {
        read();
        process.upTo(now + 1);
        changed(ANOTHERS, "price");
    }

    private void changed(int id, String field) {
        now += 10;
        process.cache.apply(update(now, id, field));
    }

    /** All that has happened is told, and the watermark has passed it. */
    private void told() {
        now++;
        process.upTo(now + 1);
    }

    private Tier read() {
        Loader sum = new Loader() {

            @Override
            public Loaded load(long asof) {
                changed(ANOTHERS, "note");
                return new Loaded.Complete(SUM, now);
            }

            @Override
            public Loaded loadInputs(long asof, int most) {
                asked++;
                askedAt = asof;
                whileAsked.run();
                return many ? new Loaded.Oversize() : new Loaded.Complete(FIRST, now);
            }
        };
        return ((Outcome.Served) process.cache.read(OF_HERS, sum)).tier();
    }

    private void askUntilItIsGivenUp() {
        whileAsked = () -> changed(ANOTHERS, "note");
        for (int i = 0; i < 3 * InputReads.TRIES; i++) {
            assertThat(staysWithAnothersPrice()).isFalse();
        }
    }

    /** A result whose documents are taken for granted stays when another's price changes. */
    private boolean staysWithAnothersPrice() {
        changed(ANOTHERS, "price");
        return read() == Tier.NEAR;
    }

    @Test
    void itIsAskedForTheNextOnesAtAVersionOfItsOwn() {
        assertThat(read()).isEqualTo(Tier.FILLED);
        assertThat(asked).isEqualTo(1);
        assertThat(askedAt).isEqualTo(now);

        assertThat(staysWithAnothersPrice()).isFalse();
    }

    @Test
    void thenTheNextOnesAreMadeOfTheseThoughTheyAreDisturbed() {
        read();
        told();
        for (int i = 0; i < 3; i++) {
            changed(HERS, "price");
            assertThat(read()).isEqualTo(Tier.FILLED);
            assertThat(staysWithAnothersPrice()).isTrue();
        }

        assertThat(asked).isEqualTo(1);
    }

    @Test
    void anAnswerThatMayStillTurnOutToBeDisturbedIsWaitedFor() {
        read();
        for (int i = 0; i < 3; i++) {
            assertThat(staysWithAnothersPrice()).isFalse();
        }
        assertThat(asked).isEqualTo(1);

        told();
        changed(HERS, "price");
        read();
        assertThat(staysWithAnothersPrice()).isTrue();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void anAnswerThatWasDisturbedIsAskedAgain() {
        whileAsked = () -> changed(ANOTHERS, "note");
        read();
        told();
        whileAsked = () -> {};

        assertThat(staysWithAnothersPrice()).isFalse();
        assertThat(asked).isEqualTo(2);
        assertThat(staysWithAnothersPrice()).isFalse();
    }

    @Test
    void alsoWhereThatIsHeardOfLater() {
        whileAsked = () -> now += 10;
        read();
        process.cache.apply(update(now - 5, ANOTHERS, "note"));
        told();
        whileAsked = () -> {};

        assertThat(staysWithAnothersPrice()).isFalse();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whereOthersMayBeChosenByNowTheAnswerIsOfNoUse() {
        read();
        told();
        changed(ANOTHERS, "user");
        assertThat(read()).isEqualTo(Tier.FILLED);

        assertThat(staysWithAnothersPrice()).isFalse();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void alsoWhereThatIsHeardOfAfterALaterWriteOfOurOwn() {
        read();
        long between = now + 10;
        now += 20;
        process.cache.written(update(now, HERS, "price"));
        read();
        assertThat(asked).isEqualTo(1);

        process.cache.apply(update(between, ANOTHERS, "user"));
        told();
        assertThat(staysWithAnothersPrice()).isFalse();
        assertThat(staysWithAnothersPrice()).isFalse();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whereItIsDisturbedEachTimeItIsGivenUp() {
        askUntilItIsGivenUp();

        assertThat(asked).isEqualTo(InputReads.TRIES);
    }

    @Test
    void untilOthersMayBeChosen() {
        askUntilItIsGivenUp();
        changed(ANOTHERS, "user");
        read();
        changed(ANOTHERS, "price");
        read();

        assertThat(asked).isEqualTo(InputReads.TRIES + 1);
    }

    @Test
    void whereThereAreTooManyItIsNotAskedAgain() {
        many = true;
        for (int i = 0; i < 3; i++) {
            assertThat(staysWithAnothersPrice()).isFalse();
        }

        assertThat(asked).isEqualTo(1);
    }
}
