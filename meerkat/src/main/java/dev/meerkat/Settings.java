package dev.meerkat;

import com.mongodb.ConnectionString;
import dev.meerkat.Setting.Check;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.proxy.DurationText;
import dev.meerkat.redis.RedisOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that can be set. The builder, configuration files, the environment and the manual's table follow these lists. */
final class Settings {

    private static final Duration LEAST_TTL = Duration.ofMillis(1);

    static final Setting<String> MONGO_URI = new Setting<>(
            "mongoUri",
            "URI",
            Function.identity(),
            uri(ConnectionString::new),
            "",
            "The replica set, as the driver's connection string. Required, unless a client is handed in");

    static final Setting<String> STATIC_ASSET_DB = new Setting<>(
            "staticAssetDb",
            "name",
            Function.identity(),
            Settings::ordinaryDatabase,
            "",
            "The database for Meerkat's own few documents. Required");

    static final Setting<Boolean> MULTI_DB =
            flag("multiDb", "", "Whether reads and writes may name another database. Required");

    static final Setting<String> REDIS_URL = new Setting<>(
            "redisUrl",
            "URI",
            Function.identity(),
            uri(url -> RedisOptions.of(url, "prefix", "epoch")),
            "",
            "The Redis that processes share results through. Without it each process caches for itself");

    static final Setting<String> REDIS_KEY_PREFIX = new Setting<>(
            "redisKeyPrefix",
            "name",
            Function.identity(),
            uri(prefix -> RedisOptions.of("redis://localhost", prefix, "epoch")),
            "meerkat",
            "How all of Meerkat's keys in Redis begin");

    static final Setting<Duration> DEFAULT_TTL =
            ttl("defaultTtl", "5m", "How long a result is kept at most, where nobody says");

    static final Setting<Duration> MAX_STALENESS = new Setting<>(
            "maxStaleness",
            "duration",
            DurationText::parse,
            Settings::longEnough,
            "5s",
            "A cached result reflects every write that was acknowledged longer ago than this");

    static final Setting<Long> NEAR_CACHE_BYTES =
            bytes("nearCacheBytes", ByteText::parse, "64MiB", "How many bytes the near tier may weigh");

    static final Setting<Integer> MAX_RESULT_BYTES = bytes(
            "maxResultBytes", ByteText::parseInt, "1MiB", "A larger result is streamed to its reader and not cached");

    static final Setting<Integer> READS_WHILE_SHUT = new Setting<>(
            "readsWhileShut",
            "number",
            Integer::parseInt,
            most -> most <= 0 ? "must be positive, not " + most : null,
            "64",
            "How many reads go to MongoDB at a time while the cache can't serve; the others wait for their turn");

    static final Setting<Double> AUDIT_SHARE = new Setting<>(
            "auditShare",
            "number from 0 to 1",
            Double::parseDouble,
            share -> share >= 0 && share <= 1 ? null : "must be from 0 to 1, not " + share,
            "0",
            "The share of served hits that are read again from MongoDB, to watch that the promise is kept");

    static final Setting<Caching> CACHING = new Setting<>(
            "caching",
            "REQUIRED or OFF_IF_UNAVAILABLE",
            Texts::caching,
            Check.none(),
            "REQUIRED",
            "What to do where this MongoDB can't be cached: fail, or serve without a cache and say so");

    static final Setting<Boolean> ENABLED =
            flag("enabled", "true", "Whether the cache has a part in anything at the start");

    static final Setting<Boolean> DEBUG = flag("debug", "false", "Whether each decision is logged");

    static final Setting<Optional<InetSocketAddress>> HTTP_ENDPOINT = new Setting<>(
            "httpEndpoint",
            "port, host:port or off",
            Texts::address,
            Check.none(),
            "off",
            "Where health and metrics are served; a port alone is on the loopback interface");

    static final Setting<List<String>> COLLECTIONS_OFF = new Setting<>(
            "collectionsOff",
            "names, with commas between",
            Texts::names,
            CollectionName::fault,
            "",
            "Collections that are not cached: \"users\" in every database, \"app.orders\" in one");

    static final Setting<Duration> TTL = ttl("ttl", "", "How long a result is kept at most, where no caller says");

    static final Setting<Boolean> OFF = flag("off", "false", "Whether nothing of it is cached");

    static final Setting<Integer> COLLECTION_RESULT_BYTES =
            bytes("maxResultBytes", ByteText::parseInt, "", "A larger result is streamed to its reader and not cached");

    static final Setting<Long> COLLECTION_NEAR_BYTES =
            bytes("nearCacheBytes", ByteText::parse, "", "How many bytes a near tier of its own may weigh");

    /** Of a process. */
    static final List<Setting<?>> OF_PROCESS = List.of(
            MONGO_URI,
            STATIC_ASSET_DB,
            MULTI_DB,
            REDIS_URL,
            REDIS_KEY_PREFIX,
            DEFAULT_TTL,
            MAX_STALENESS,
            NEAR_CACHE_BYTES,
            MAX_RESULT_BYTES,
            READS_WHILE_SHUT,
            AUDIT_SHARE,
            CACHING,
            ENABLED,
            DEBUG,
            HTTP_ENDPOINT,
            COLLECTIONS_OFF);

    /** Of one collection. */
    static final List<Setting<?>> OF_COLLECTION = List.of(TTL, COLLECTION_RESULT_BYTES, COLLECTION_NEAR_BYTES, OFF);

    private Settings() {}

    private static Setting<Boolean> flag(String name, String otherwise, String meaning) {
        return new Setting<>(name, "true or false", Texts::flag, Check.none(), otherwise, meaning);
    }

    private static Setting<Duration> ttl(String name, String otherwise, String meaning) {
        return new Setting<>(
                name,
                "duration",
                DurationText::parse,
                ttl -> ttl.compareTo(LEAST_TTL) < 0 ? "must be at least 1 ms, not " + ttl : null,
                otherwise,
                meaning);
    }

    private static <T extends Number> Setting<T> bytes(
            String name, Function<String, T> reading, String otherwise, String meaning) {
        return new Setting<>(
                name,
                "bytes",
                reading,
                bytes -> bytes.longValue() <= 0 ? "must be positive, not " + bytes : null,
                otherwise,
                meaning);
    }

    private static Check<String> uri(Consumer<String> reader) {
        return value -> {
            try {
                reader.accept(value);
                return null;
            } catch (RuntimeException e) {
                return "can't be read: " + Secrets.hide(value) + " (" + Secrets.hideIn(e.getMessage(), value) + ")";
            }
        };
    }

    private static @Nullable String ordinaryDatabase(String name) {
        if (name.isBlank()) {
            return "is missing: name a database for Meerkat's own documents, such as \"cache-metadata\"";
        }
        return Namespace.isServersOwn(name) || name.matches(".*[/\\\\. \"$*<>:|?].*")
                ? "can't be \"" + name + "\": name an ordinary database"
                : null;
    }

    private static @Nullable String longEnough(Duration bound) {
        return bound.compareTo(ProtocolTimes.LEAST) < 0
                ? "must be at least " + ProtocolTimes.LEAST.toMillis() + " ms, not " + bound.toMillis() + " ms"
                : null;
    }
}
