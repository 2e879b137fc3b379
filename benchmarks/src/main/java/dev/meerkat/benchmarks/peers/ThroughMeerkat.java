package dev.meerkat.benchmarks.peers;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.meerkat.Meerkat;
import dev.meerkat.MeerkatBuilder;
import dev.meerkat.benchmarks.User;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.proxy.CachedCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** Meerkat over the driver's collection; what a write makes stale is its own affair. */
public final class ThroughMeerkat implements Contender {

    private final MongoClient client;
    private final Meerkat meerkat;
    private final CachedCollection<User> users;

    /**
     * Over the corpus in this database. Client and Meerkat are closed with it.
     *
     * @param meerkat on this client
     */
    public ThroughMeerkat(MongoClient client, Meerkat meerkat, String database) {
        this.client = client;
        this.meerkat = meerkat;
        this.users = meerkat.wrap(Corpus.users(client, database));
    }

    /** @param sharing whether there is a tier in Redis as well */
    static ThroughMeerkat open(Setting setting, boolean sharing) {
        MongoClient client = MongoClients.create(setting.mongo());
        MeerkatBuilder builder = Meerkat.builder()
                .mongoClient(client)
                .staticAssetDb(setting.metadataDatabase())
                .multiDb(false)
                .defaultTtl(setting.ttl());
        if (sharing) {
            builder.redisUrl(setting.redis()).redisKeyPrefix(setting.database());
        }
        return new ThroughMeerkat(client, builder.build(), setting.database());
    }

    @Override
    public User byId(ObjectId id) {
        return users.findById(id).orElseThrow(() -> new NoSuchElementException("No user has the id " + id));
    }

    @Override
    public List<User> page(String postcode) {
        return users.find(Corpus.livingAt(postcode)).sort(Corpus.byId()).into(new ArrayList<>());
    }

    @Override
    public List<Totals> totals(String postcode) {
        return users.aggregate(Corpus.totalsOf(postcode), Totals.class).into(new ArrayList<>());
    }

    @Override
    public void update(ObjectId id, Bson change) {
        if (users.updateOne(Filters.eq("_id", id), change).getMatchedCount() != 1) {
            throw new NoSuchElementException("No user has the id " + id);
        }
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
