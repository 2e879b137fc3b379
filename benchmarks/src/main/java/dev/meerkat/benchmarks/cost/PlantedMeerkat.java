package dev.meerkat.benchmarks.cost;

import com.mongodb.client.MongoClient;
import com.mongodb.event.CommandListener;
import dev.meerkat.Meerkat;
import dev.meerkat.OpenedBuilder;
import dev.meerkat.benchmarks.peers.Contender;
import dev.meerkat.benchmarks.peers.ThroughMeerkat;
import dev.meerkat.cache.Guard;
import dev.meerkat.cache.WithoutGuard;
import java.time.Duration;

/** Meerkat without its rule: whatever is found is served. To see that the checker notices. */
final class PlantedMeerkat {

    private PlantedMeerkat() {}

    static Contender open(Place place, Duration ttl) {
        MongoClient client = place.client(new CommandListener() {});
        Meerkat meerkat = OpenedBuilder.guards(place.meerkat(client).defaultTtl(ttl), WithoutGuard.of(Guard.RULE))
                .build();
        return new ThroughMeerkat(client, meerkat, place.name());
    }
}
