package dev.meerkat.benchmarks.cost;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.event.CommandListener;
import dev.meerkat.Meerkat;
import dev.meerkat.OpenedBuilder;
import dev.meerkat.benchmarks.User;
import dev.meerkat.benchmarks.peers.Contender;
import dev.meerkat.benchmarks.peers.Corpus;
import dev.meerkat.benchmarks.peers.Totals;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.Guard;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.WithoutGuard;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.List;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** Meerkat without its rule: whatever is found is served. To see that the checker notices. Reads by id only. */
final class PlantedMeerkat implements Contender {

    private final MongoClient client;
    private final Meerkat meerkat;
    private final CachedCollection<User> users;

    PlantedMeerkat(Place place, Duration ttl) {
        client = place.client(new CommandListener() {});
        meerkat = OpenedBuilder.guards(place.meerkat(client).defaultTtl(ttl), WithoutGuard.of(Guard.RULE))
                .build();
        users = meerkat.wrap(Corpus.users(client, place.name()));
    }

    @Override
    public User byId(ObjectId id) {
        return users.findById(id).orElseThrow();
    }

    @Override
    public List<User> page(String postcode) {
        throw new UnsupportedOperationException("reads by id only");
    }

    @Override
    public List<Totals> totals(String postcode) {
        throw new UnsupportedOperationException("reads by id only");
    }

    @Override
    public void update(ObjectId id, Bson change) {
        users.updateOne(Filters.eq("_id", id), change);
    }

    @Override
    public long loads() {
        CacheStatistics statistics = meerkat.statistics();
        return statistics.from(Tier.FILLED) + statistics.bypassed();
    }

    @Override
    public void close() {
        meerkat.close();
        client.close();
    }
}
