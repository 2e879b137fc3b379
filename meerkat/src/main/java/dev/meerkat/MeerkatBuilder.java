package dev.meerkat;

import com.mongodb.client.MongoClient;
import dev.meerkat.MeerkatConfig.ForTests;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.spi.Ticker;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Collects the settings of a {@link Meerkat}. {@link #build} checks them all and names every fault at once. Not
 * thread-safe. Its text hides user names and passwords.
 *
 * <p>A setting has one name: this class's method {@code maxStaleness}, the key {@code maxStaleness} in a
 * {@linkplain #configuration configuration file}, and {@code MEERKAT_MAX_STALENESS} in the {@linkplain #environment
 * environment}. The environment's word holds against the file's, the file's against the code's, in whatever order the
 * methods are called.
 */
public final class MeerkatBuilder {

    private final Layer code = new Layer();
    private @Nullable MongoClient mongoClient;
    private @Nullable UnifiedJedis jedis;
    private @Nullable Path file;
    private Map<String, ?> properties = Map.of();
    private String propertiesSource = "";
    private Map<String, String> variables = System.getenv();
    private boolean heedsEnvironment;
    private ForTests forTests = ForTests.NOTHING;

    MeerkatBuilder() {}

    /**
     * The replica set to connect to, as the driver's connection string. This or {@link #mongoClient} is required.
     *
     * @param uri a connection string with a replica set
     * @return this builder
     */
    public MeerkatBuilder mongoUri(String uri) {
        return set(Settings.MONGO_URI, uri);
    }

    /**
     * A client of the application's own, which Meerkat never closes. This or {@link #mongoUri} is required.
     *
     * @param client stays open when Meerkat is closed
     * @return this builder
     */
    public MeerkatBuilder mongoClient(MongoClient client) {
        mongoClient = client;
        return this;
    }

    /**
     * The database for Meerkat's own few documents: lease, resume token, register of nodes. Required.
     *
     * @param name the database's name
     * @return this builder
     */
    public MeerkatBuilder staticAssetDb(String name) {
        return set(Settings.STATIC_ASSET_DB, name);
    }

    /**
     * Whether reads and writes may name another database with {@code db("tenant")}. Required.
     *
     * @param allowed true where {@code db("tenant")} may be called
     * @return this builder
     */
    public MeerkatBuilder multiDb(boolean allowed) {
        return set(Settings.MULTI_DB, allowed);
    }

    /**
     * The Redis that processes share results through: {@code redis://host:6379}, {@code
     * redis-sentinel://host:26379,host:26379/master-name} or {@code redis-cluster://host:6379,host:6379}, with {@code
     * user:password@} where it wants them; {@code rediss} instead of {@code redis} for TLS. Optional: without it each
     * process caches, and watches, for itself.
     *
     * @param url a connection string; printed as {@code <hidden>}
     * @return this builder
     */
    public MeerkatBuilder redisUrl(String url) {
        return set(Settings.REDIS_URL, url);
    }

    /**
     * A Jedis client of the application's own, which Meerkat never closes. Instead of {@link #redisUrl}.
     *
     * @param client stays open when Meerkat is closed
     * @return this builder
     */
    public MeerkatBuilder redis(UnifiedJedis client) {
        jedis = client;
        return this;
    }

    /**
     * How all of Meerkat's keys in Redis begin; {@code meerkat} unless told.
     *
     * @param prefix the same in all processes that share
     * @return this builder
     */
    public MeerkatBuilder redisKeyPrefix(String prefix) {
        return set(Settings.REDIS_KEY_PREFIX, prefix);
    }

    /**
     * How long a result is kept at most, where nobody says; five minutes unless told, a millisecond at least.
     *
     * @param ttl a millisecond at least
     * @return this builder
     */
    public MeerkatBuilder defaultTtl(Duration ttl) {
        return set(Settings.DEFAULT_TTL, ttl);
    }

    /**
     * The bound δ: a cached result reflects every write that was majority-acknowledged longer ago than this. Five
     * seconds unless told, half a second at least.
     *
     * @param bound half a second at least
     * @return this builder
     */
    public MeerkatBuilder maxStaleness(Duration bound) {
        return set(Settings.MAX_STALENESS, bound);
    }

    /**
     * How many bytes the near tier may weigh; 64 MiB unless told.
     *
     * @param bytes 0 or more
     * @return this builder
     */
    public MeerkatBuilder nearCacheBytes(long bytes) {
        return set(Settings.NEAR_CACHE_BYTES, bytes);
    }

    /**
     * A result with more bytes of BSON than this is streamed and not cached; 1 MiB unless told.
     *
     * @param bytes the largest result's size as BSON
     * @return this builder
     */
    public MeerkatBuilder maxResultBytes(int bytes) {
        return set(Settings.MAX_RESULT_BYTES, bytes);
    }

    /**
     * How many reads go to MongoDB at a time while the cache can't serve; 64 unless told. The others wait for their
     * turn, so that MongoDB doesn't meet at once what the cache has kept away from it; none is rejected.
     *
     * @param most 1 or more
     * @return this builder
     */
    public MeerkatBuilder readsWhileShut(int most) {
        return set(Settings.READS_WHILE_SHUT, most);
    }

    /**
     * The share of served hits that are read again from MongoDB, in the background, to watch that the promise is kept;
     * 0 unless told. A thousandth is a good beginning. At most 50 a second are, whatever the share.
     *
     * @param share from 0 to 1
     * @return this builder
     */
    public MeerkatBuilder auditShare(double share) {
        return set(Settings.AUDIT_SHARE, share);
    }

    /**
     * Settings of one collection, such as {@code collection("users", c -> c.ttl(Duration.ofHours(1)))}. What isn't set
     * is as for all; calls for the same name add up.
     *
     * @param name {@code "users"} for the collection of that name in every database, {@code "app.users"} for the one in
     *     this database, whose word holds against the former's; {@code "*.fs.files"} for one in every database whose
     *     own name has a dot
     * @param settings is given the settings to change
     * @return this builder
     */
    public MeerkatBuilder collection(String name, Consumer<CollectionBuilder> settings) {
        settings.accept(new CollectionBuilder(code.collection(name)));
        return this;
    }

    /**
     * Collections that are not cached, named as in {@link #collection}; for environment variables above all.
     *
     * @param names of collections
     * @return this builder
     */
    public MeerkatBuilder collectionsOff(String... names) {
        return set(Settings.COLLECTIONS_OFF, List.of(names));
    }

    /**
     * What to do where this MongoDB can't be cached; {@link Caching#REQUIRED} unless told.
     *
     * @param caching whether it is required
     * @return this builder
     */
    public MeerkatBuilder caching(Caching caching) {
        return set(Settings.CACHING, caching);
    }

    /**
     * Whether the cache has a part in anything from the start; true unless told. The environment variable {@code
     * MEERKAT_ENABLED} is always heeded, also without {@link #environment}. While it is off, everything goes straight
     * to MongoDB, and nothing of Meerkat's own is read or written there, until {@link Meerkat#enable}.
     *
     * @param enabled false to begin switched off
     * @return this builder
     */
    public MeerkatBuilder enabled(boolean enabled) {
        return set(Settings.ENABLED, enabled);
    }

    /**
     * Whether each decision is logged, one line a decision; false unless told.
     *
     * @param debug true to log
     * @return this builder
     */
    public MeerkatBuilder debug(boolean debug) {
        return set(Settings.DEBUG, debug);
    }

    /**
     * Serves health and metrics over HTTP on this port of the loopback interface; 0 lets the system choose.
     *
     * @param port 0 to 65,535
     * @return this builder
     */
    public MeerkatBuilder httpEndpoint(int port) {
        return httpEndpoint(Texts.loopback(port));
    }

    /**
     * Serves health and metrics over HTTP at this address; nowhere unless told. Who can reach it can read them.
     *
     * @param address where to listen
     * @return this builder
     */
    public MeerkatBuilder httpEndpoint(InetSocketAddress address) {
        return set(Settings.HTTP_ENDPOINT, Optional.of(address));
    }

    /**
     * Takes settings from a file, whose keys are called as this class's methods; it is read by {@link #build}.
     * Collections are under {@code collections}, by name.
     *
     * @param file ends in {@code .yaml}, {@code .yml} or {@code .json}
     * @return this builder
     */
    public MeerkatBuilder configuration(Path file) {
        this.file = file;
        return this;
    }

    /**
     * Takes settings that somebody else has read, such as a framework's properties: as if they stood in a file. They
     * hold against the file's and the code's.
     *
     * @param settings keys are called as this class's methods; values are texts, numbers, flags, or lists of these.
     *     {@code collections} has a map for each collection, by name
     * @param source where they are from, in words to follow "in": {@code application.yaml}
     * @return this builder
     */
    public MeerkatBuilder configuration(Map<String, ?> settings, String source) {
        properties = settings;
        propertiesSource = source;
        return this;
    }

    /**
     * Takes settings from environment variables: {@code MEERKAT_MAX_STALENESS} for {@link #maxStaleness}.
     *
     * @return this builder
     */
    public MeerkatBuilder environment() {
        heedsEnvironment = true;
        return this;
    }

    /** The same of these variables; for tests. */
    MeerkatBuilder environment(Map<String, String> instead) {
        return variables(instead).environment();
    }

    /** What stands for the process's variables; for tests. */
    MeerkatBuilder variables(Map<String, String> instead) {
        variables = instead;
        return this;
    }

    /** For tests of tests. */
    MeerkatBuilder guards(Guards standing) {
        forTests = new ForTests(standing, forTests.floorWhenEnabled(), forTests.ticker());
        return this;
    }

    /** For tests of tests. */
    MeerkatBuilder withoutFloorWhenEnabled() {
        forTests = new ForTests(forTests.guards(), false, forTests.ticker());
        return this;
    }

    /** Clocks that a test can move. */
    MeerkatBuilder ticker(Ticker instead) {
        forTests = new ForTests(forTests.guards(), forTests.floorWhenEnabled(), instead);
        return this;
    }

    private <T> MeerkatBuilder set(Setting<T> setting, T value) {
        code.values().put(setting, value);
        return this;
    }

    /**
     * Connects and starts. Cached results are served as soon as this process surely knows of all changes, which takes a
     * few tenths of the bound; until then MongoDB answers.
     *
     * @return the running cache, to be closed by the caller
     * @throws IllegalArgumentException naming every setting that is missing or bad
     * @throws MeerkatException where MongoDB can't be reached, or can't be cached and {@link #caching} says that it
     *     must
     */
    public Meerkat build() {
        return Meerkat.start(config());
    }

    /** The settings, checked. */
    MeerkatConfig config() {
        List<String> faults = new ArrayList<>();
        code.check(faults);
        SettingReader reader = new SettingReader(faults);
        Layer environment =
                Environment.read(variables, heedsEnvironment ? Settings.OF_PROCESS : List.of(Settings.ENABLED), reader);
        if (heedsEnvironment) {
            Environment.warnOfUnknown(variables);
        }
        Layer texts = environment
                .over(ConfigurationFile.of(properties, propertiesSource, reader))
                .over(file == null ? new Layer() : ConfigurationFile.read(file, reader));
        Layer all = texts.over(code);
        MongoClient client = texts.values().said(Settings.MONGO_URI) == null ? mongoClient : null;
        UnifiedJedis redis = texts.values().said(Settings.REDIS_URL) == null ? jedis : null;
        addMissing(faults, all.values(), client, redis);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("Meerkat can't be built:\n - " + String.join("\n - ", faults));
        }
        return MeerkatConfig.of(all, client, redis, forTests);
    }

    private static void addMissing(
            List<String> faults, SettingValues values, @Nullable MongoClient client, @Nullable UnifiedJedis redis) {
        boolean uri = values.said(Settings.MONGO_URI) != null;
        if (uri && client != null) {
            faults.add("both mongoUri and mongoClient are given: give one of them");
        } else if (!uri && client == null) {
            faults.add("mongoUri is missing: give a connection string, or a client of your own with mongoClient");
        }
        if (values.said(Settings.REDIS_URL) != null && redis != null) {
            faults.add("both redisUrl and redis are given: give one of them");
        }
        if (values.said(Settings.STATIC_ASSET_DB) == null) {
            faults.add(
                    "staticAssetDb is missing: name a database for Meerkat's own documents, such as \"cache-metadata\"");
        }
        if (values.said(Settings.MULTI_DB) == null) {
            faults.add("multiDb is missing: say multiDb(true) if reads and writes may name a tenant's database, else"
                    + " multiDb(false)");
        }
    }

    @Override
    public String toString() {
        return "MeerkatBuilder[" + code + ", mongoClient=" + (mongoClient != null) + ", redis=" + (jedis != null)
                + ", configuration=" + file + "]";
    }
}
