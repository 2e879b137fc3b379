package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.cache.ReadRequest;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A reader that has joined another's flight gets what the rule would serve to it. The other one may have found an entry in
 * the shared tier that is older than its own flight: valid when it looked, but not any more when it was joined.
 */
class JoinedFlightTest {

    private static final long MS = Catalog.MS;
    private static final long ENTRY = 50;
    private static final long WATERMARK = 100;
    private static final byte[] EPOCH = {1};
    private static final Target TARGET = Target.document(0, 1);
    private static final Invalidation AT_THE_WATERMARK = new Invalidation.Documents(
            WATERMARK, Catalog.namespace(0), TARGET.dependencies().tags());

    private final Chance chance = new Chance(1);
    private final Stage stage = new Stage(chance);
    private final Map<String, byte[]> shared = new HashMap<>();

    private final RemoteTier remote = new RemoteTier() {
        @Override
        public byte @Nullable [] get(byte[] key) {
            return shared.get(new String(key, java.nio.charset.StandardCharsets.ISO_8859_1));
        }

        @Override
        public void put(byte[] key, byte[] value, Duration ttl) {
            shared.put(new String(key, java.nio.charset.StandardCharsets.ISO_8859_1), value);
        }
    };

    /** A process that has seen all before this watermark. */
    private final class Reading {
        private final Place place = new Place("p", stage, chance);
        private final Gate gate = new Gate(place, Settings.BOUND, Guards.all());
        private final ReadThroughCache cache;

        Reading(long watermark) {
            cache = new ReadThroughCache(
                    gate,
                    new Invalidations(64, Guards.all()),
                    remote,
                    EPOCH,
                    new CacheLimits(1 << 20, 1 << 20, 64, Duration.ofHours(1)),
                    place,
                    Guards.all());
            gate.look().note(watermark - 1);
            gate.advance(watermark);
        }

        Outcome read(Pausing request) {
            Stage.Actor me = stage.running();
            try {
                return cache.read(request, asof -> new Loaded.Complete(new byte[] {(byte) asof}, asof));
            } finally {
                stage.comeBack(me);
            }
        }
    }

    /** A reader that stops for a while when it is asked for its near key for the n-th time. */
    private final class Pausing implements ReadRequest {
        private final int where;
        private int asked;
        private boolean planned;

        Pausing(int where) {
            this.where = where;
        }

        @Override
        public Object nearKey() {
            if (++asked == where) {
                stage.pass(100 * MS);
            }
            return TARGET.key();
        }

        @Override
        public QueryKey key() {
            return TARGET.key();
        }

        @Override
        public Dependencies dependencies() {
            if (planned && where == 0) {
                stage.mayWait();
            }
            planned = true;
            return TARGET.dependencies();
        }

        @Override
        public Duration ttl() {
            return Duration.ofHours(1);
        }
    }

    @Test
    void whatTheRuleForbidsIsNotHandedToAJoiner() {
        try (stage) {
            new Reading(ENTRY).read(new Pausing(-1));
            Reading process = new Reading(WATERMARK);
            List<Outcome> first = new ArrayList<>();
            List<Outcome> second = new ArrayList<>();
            stage.spawn(process.place, 0, () -> first.add(process.read(new Pausing(3))));
            stage.spawn(process.place, 10 * MS, () -> {
                process.cache.written(AT_THE_WATERMARK);
                second.add(process.read(new Pausing(0)));
            });
            stage.pass(500 * MS);

            assertThat(first).singleElement().isInstanceOfSatisfying(Outcome.Served.class, served -> {
                assertThat(served.tier()).isEqualTo(Outcome.Tier.SHARED);
                assertThat(served.entry().asof()).isEqualTo(ENTRY);
            });
            assertThat(second).hasSize(1);
            assertThat(second).noneMatch(outcome -> asof(outcome) == ENTRY);
        }
    }

    @Test
    void whoJoinsGetsWhatTheOtherOneFound() {
        try (stage) {
            new Reading(ENTRY).read(new Pausing(-1));
            Reading process = new Reading(WATERMARK);
            List<Outcome> second = new ArrayList<>();
            stage.spawn(process.place, 0, () -> process.read(new Pausing(3)));
            stage.spawn(process.place, 10 * MS, () -> second.add(process.read(new Pausing(0))));
            stage.pass(500 * MS);

            assertThat(second).singleElement().isInstanceOfSatisfying(Outcome.Served.class, served -> {
                assertThat(served.tier()).isEqualTo(Outcome.Tier.JOINED);
                assertThat(served.entry().asof()).isEqualTo(ENTRY);
            });
        }
    }

    private static long asof(Outcome outcome) {
        return outcome instanceof Outcome.Served served ? served.entry().asof() : -1;
    }
}
