package dev.meerkat.benchmarks.cost;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.Meerkat;
import dev.meerkat.benchmarks.User;
import dev.meerkat.benchmarks.peers.CachingSystem;
import dev.meerkat.benchmarks.peers.Contender;
import dev.meerkat.benchmarks.peers.Corpus;
import dev.meerkat.benchmarks.peers.Setting;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;

/**
 * What holds users in a process's memory.
 *
 * @param byId reads one
 * @param loads how many reads went to MongoDB so far
 * @param closing ends it
 */
record LocalCache(Function<ObjectId, Object> byId, LongSupplier loads, Runnable closing) implements AutoCloseable {

    /** Which there are. */
    enum Kind {
        /** Holds nothing: what is measured here is the error of the method. */
        NONE("nothing is kept", Integer.MAX_VALUE),
        /** A plain Caffeine cache of the records. */
        CAFFEINE("Caffeine, records", Integer.MAX_VALUE),
        /** A plain Caffeine cache of the documents' bytes. */
        CAFFEINE_BSON("Caffeine, BSON", Integer.MAX_VALUE),
        /** Meerkat's near tier. */
        MEERKAT("Meerkat, near tier", Integer.MAX_VALUE),
        /** JetCache's local level. */
        JETCACHE("JetCache, local level", PEERS_ENTRIES),
        /** Redisson's local cache. */
        REDISSON("Redisson, local cache", PEERS_ENTRIES);

        final String label;
        final int mostEntries;

        Kind(String label, int mostEntries) {
            this.label = label;
            this.mostEntries = mostEntries;
        }
    }

    /** The peers are set up to hold ten thousand; some below that, all surely stay. */
    private static final int PEERS_ENTRIES = 9000;

    private static final Duration TTL = Duration.ofHours(1);

    /** Opens one. */
    static LocalCache open(Kind kind, Place place) {
        return switch (kind) {
            case NONE, CAFFEINE, CAFFEINE_BSON -> caffeine(kind, place);
            case MEERKAT -> meerkat(place);
            case JETCACHE -> peer(CachingSystem.JETCACHE, place);
            case REDISSON -> peer(CachingSystem.REDISSON, place);
        };
    }

    private static LocalCache caffeine(Kind kind, Place place) {
        Finds finds = new Finds();
        MongoClient client = place.client(finds);
        MongoCollection<User> users = Corpus.users(client, place.name());
        Cache<ObjectId, Object> cache = Caffeine.newBuilder()
                .maximumSize(kind == Kind.NONE ? 0 : Integer.MAX_VALUE)
                .expireAfterWrite(TTL)
                .executor(Runnable::run)
                .build();
        Function<ObjectId, Object> read = kind == Kind.CAFFEINE_BSON
                ? id -> bytes(Objects.requireNonNull(users.withDocumentClass(RawBsonDocument.class)
                        .find(Filters.eq("_id", id))
                        .first()))
                : id -> Objects.requireNonNull(users.find(Filters.eq("_id", id)).first());
        return new LocalCache(id -> Objects.requireNonNull(cache.get(id, read)), finds::count, client::close);
    }

    /** No larger than it must be. */
    private static byte[] bytes(RawBsonDocument document) {
        byte[] bytes = new byte[document.getByteBuffer().remaining()];
        document.getByteBuffer().get(bytes);
        return bytes;
    }

    private static LocalCache meerkat(Place place) {
        Finds finds = new Finds();
        MongoClient client = place.client(finds);
        Meerkat meerkat = Meerkat.builder()
                .mongoClient(client)
                .staticAssetDb(Place.metadata(place.name()))
                .multiDb(false)
                .defaultTtl(TTL)
                .nearCacheBytes(1L << 30)
                .build();
        CachedCollection<User> users = meerkat.wrap(Corpus.users(client, place.name()));
        Wait.until("Meerkat doesn't serve", () -> meerkat.health().serving());
        return new LocalCache(id -> users.findById(id).orElseThrow(), finds::count, () -> {
            meerkat.close();
            client.close();
        });
    }

    private static LocalCache peer(CachingSystem system, Place place) {
        Contender contender = system.open(new Setting(place.withMajority(), place.redisUrl(), place.name(), TTL));
        return new LocalCache(contender::byId, contender::loads, contender::close);
    }

    @Override
    public void close() {
        closing.run();
    }
}
