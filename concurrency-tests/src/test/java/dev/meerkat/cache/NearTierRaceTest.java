package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.stress.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The near tier's merge: of entries that are put at once the one with the latest version stays. */
class NearTierRaceTest {

    private static final Dependencies ORDERS = Dependencies.queries(List.of(new Namespace("shop", "orders")));

    /** A tier, and the versions that a reader saw one after the other. */
    private static final class Tier {

        private final NearTier near = new NearTier(1 << 20, new CachedTags(1 << 20), new ManualTicker(), true);
        private final List<Long> seen = new ArrayList<>();

        void put(long... versions) {
            for (long version : versions) {
                near.put("key", new Entry(version, version, new byte[1], ORDERS, Long.MAX_VALUE));
            }
        }

        void look() {
            for (int read = 0; read < 20; read++) {
                Entry entry = near.get("key");
                seen.add(entry == null ? ClusterTime.NONE : entry.asof());
            }
        }
    }

    @Test
    void theLaterVersionStays() throws Exception {
        Race.on(Tier::new)
                .actor(tier -> tier.put(1, 6, 2))
                .actor(tier -> tier.put(5, 3, 4))
                .actor(Tier::look)
                .run(Duration.ofSeconds(3), tier -> {
                    assertThat(tier.seen).isSorted();
                    assertThat(tier.near.get("key")).extracting(Entry::asof).isEqualTo(6L);
                    assertThat(tier.near.size()).isEqualTo(1);
                });
    }
}
