package dev.meerkat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.redis.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Collects the settings of a {@link Meerkat}. {@link #build} checks them all and names every fault at once. Not
 * thread-safe. Its text hides user names and passwords.
 */
public final class MeerkatBuilder {

    private @Nullable String mongoUri;
    private @Nullable MongoClient mongoClient;
    private @Nullable String staticAssetDb;
    private @Nullable Boolean multiDb;
    private @Nullable String redisUrl;
    private @Nullable UnifiedJedis jedis;
    private String redisKeyPrefix = "meerkat";
    private Duration defaultTtl = Duration.ofMinutes(5);
    private Duration maxStaleness = Duration.ofSeconds(5);
    private long nearBytes = CacheLimits.DEFAULT.nearBytes();
    private int resultBytes = CacheLimits.DEFAULT.resultBytes();
    private Guards guards = Guards.all();

    MeerkatBuilder() {}

    /** The replica set to connect to, as the driver's connection string. This or {@link #mongoClient} is required. */
    public MeerkatBuilder mongoUri(String uri) {
        mongoUri = uri;
        return this;
    }

    /** A client of the application's own, which Meerkat never closes. This or {@link #mongoUri} is required. */
    public MeerkatBuilder mongoClient(MongoClient client) {
        mongoClient = client;
        return this;
    }

    /** The database for Meerkat's own few documents: lease, resume token, register of nodes. Required. */
    public MeerkatBuilder staticAssetDb(String name) {
        staticAssetDb = name;
        return this;
    }

    /** Whether reads and writes may name another database with {@code db("tenant")}. Required. */
    public MeerkatBuilder multiDb(boolean allowed) {
        multiDb = allowed;
        return this;
    }

    /**
     * The Redis that processes share results through: {@code redis://} or {@code rediss://}, with user and password where
     * it wants them. Optional: without it each process caches, and watches, for itself.
     */
    public MeerkatBuilder redisUrl(String url) {
        redisUrl = url;
        return this;
    }

    /** A Jedis client of the application's own, which Meerkat never closes. Instead of {@link #redisUrl}. */
    public MeerkatBuilder redis(UnifiedJedis client) {
        jedis = client;
        return this;
    }

    /** How all of Meerkat's keys in Redis begin; {@code meerkat} unless told. */
    public MeerkatBuilder redisKeyPrefix(String prefix) {
        redisKeyPrefix = prefix;
        return this;
    }

    /** How long a result is kept at most, where the read doesn't say; five minutes unless told. */
    public MeerkatBuilder defaultTtl(Duration ttl) {
        defaultTtl = ttl;
        return this;
    }

    /**
     * The bound δ: a cached result reflects every write that was majority-acknowledged longer ago than this. Five seconds
     * unless told, half a second at least.
     */
    public MeerkatBuilder maxStaleness(Duration bound) {
        maxStaleness = bound;
        return this;
    }

    /** How many bytes the near tier may weigh; 64 MiB unless told. */
    public MeerkatBuilder nearCacheBytes(long bytes) {
        nearBytes = bytes;
        return this;
    }

    /** A result with more bytes of BSON than this is streamed and not cached; 1 MiB unless told. */
    public MeerkatBuilder maxResultBytes(int bytes) {
        resultBytes = bytes;
        return this;
    }

    /** For tests of tests. */
    MeerkatBuilder guards(Guards standing) {
        guards = standing;
        return this;
    }

    /**
     * Connects and starts. Cached results are served as soon as this process surely knows of all changes, which takes a
     * few tenths of the bound; until then MongoDB answers.
     *
     * @throws IllegalArgumentException naming every setting that is missing or bad
     * @throws MeerkatException where MongoDB can't be reached or is not a replica set
     */
    public Meerkat build() {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("Meerkat can't be built:\n - " + String.join("\n - ", faults));
        }
        CacheLimits limits = new CacheLimits(
                nearBytes, resultBytes, CacheLimits.DEFAULT.tags(), CacheLimits.DEFAULT.flightTimeout());
        return Meerkat.start(new MeerkatConfig(
                mongoUri,
                mongoClient,
                Objects.requireNonNull(staticAssetDb),
                Objects.requireNonNull(multiDb),
                redisUrl,
                jedis,
                redisKeyPrefix,
                defaultTtl,
                new ProtocolTimes(maxStaleness),
                limits,
                guards));
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        oneOf(faults, mongoUri, "mongoUri", mongoClient, "mongoClient", true);
        oneOf(faults, redisUrl, "redisUrl", jedis, "redis", false);
        check(faults, mongoUri, "mongoUri", ConnectionString::new);
        check(faults, redisUrl, "redisUrl", url -> RedisOptions.of(url, "prefix", "epoch"));
        if (staticAssetDb == null || staticAssetDb.isBlank()) {
            faults.add(
                    "staticAssetDb is missing: name a database for Meerkat's own documents, such as \"cache-metadata\"");
        } else if (List.of("admin", "config", "local").contains(staticAssetDb)
                || staticAssetDb.matches(".*[/\\\\. \"$*<>:|?].*")) {
            faults.add("staticAssetDb can't be \"" + staticAssetDb + "\": name an ordinary database");
        }
        if (multiDb == null) {
            faults.add("multiDb is missing: say multiDb(true) if reads and writes may name a tenant's database, else"
                    + " multiDb(false)");
        }
        check(
                faults,
                redisKeyPrefix,
                "redisKeyPrefix",
                prefix -> RedisOptions.of("redis://localhost", prefix, "epoch"));
        if (defaultTtl.isNegative() || defaultTtl.isZero()) {
            faults.add("defaultTtl must be positive, not " + defaultTtl);
        }
        if (maxStaleness.compareTo(ProtocolTimes.LEAST) < 0) {
            faults.add("maxStaleness must be at least " + ProtocolTimes.LEAST.toMillis() + " ms, not "
                    + maxStaleness.toMillis() + " ms");
        }
        if (nearBytes <= 0 || resultBytes <= 0) {
            faults.add("nearCacheBytes and maxResultBytes must be positive");
        }
        return faults;
    }

    private static void oneOf(
            List<String> faults, @Nullable Object a, String nameA, @Nullable Object b, String nameB, boolean required) {
        if (a != null && b != null) {
            faults.add("both " + nameA + " and " + nameB + " are given: give one of them");
        } else if (required && a == null && b == null) {
            faults.add(nameA + " is missing: give a connection string, or a client of your own with " + nameB);
        }
    }

    private interface Check {
        void accept(String value);
    }

    private static void check(List<String> faults, @Nullable String value, String name, Check check) {
        if (value != null) {
            try {
                check.accept(value);
            } catch (RuntimeException e) {
                faults.add(name + " can't be read: " + Secrets.hide(value) + " ("
                        + Secrets.hideIn(e.getMessage(), value) + ")");
            }
        }
    }

    @Override
    public String toString() {
        return "MeerkatBuilder[mongoUri=" + Secrets.hide(mongoUri) + ", mongoClient=" + (mongoClient != null)
                + ", staticAssetDb=" + staticAssetDb + ", multiDb=" + multiDb + ", redisUrl=" + Secrets.hide(redisUrl)
                + ", redis=" + (jedis != null) + ", defaultTtl=" + defaultTtl + ", maxStaleness=" + maxStaleness + "]";
    }
}
