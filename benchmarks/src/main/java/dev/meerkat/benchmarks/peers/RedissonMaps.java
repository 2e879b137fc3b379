package dev.meerkat.benchmarks.peers;

import dev.meerkat.benchmarks.User;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.redisson.Redisson;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.map.MapLoader;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.config.Config;

/** Redisson's maps with a local cache, which read through; a write removes keys, which tells other processes' maps. */
final class RedissonMaps implements Contender {

    private final PlainDriver driver;
    private final RedissonClient redisson;
    private final RLocalCachedMap<String, User> users;
    private final RLocalCachedMap<String, List<User>> pages;
    private final RLocalCachedMap<String, List<Totals>> totals;

    RedissonMaps(Setting setting) {
        driver = new PlainDriver(setting);
        Config config = new Config();
        config.useSingleServer().setAddress(setting.redis());
        redisson = Redisson.create(config);
        users = map(setting, "users", driver.userFormat(), id -> driver.byId(new ObjectId(id)));
        pages = map(setting, "pages", driver.pageFormat(), driver::page);
        totals = map(setting, "totals", driver.totalsFormat(), driver::totals);
    }

    private <V> RLocalCachedMap<String, V> map(
            Setting setting, String name, Format<V> format, Function<String, V> load) {
        return redisson.getLocalCachedMap(
                LocalCachedMapOptions.<String, V>name(setting.database() + ":redisson:" + name)
                        .codec(new RedissonCodec<>(format))
                        .loader(new Loader<>(load))
                        .cacheSize(Setting.LOCAL_ENTRIES)
                        .evictionPolicy(LocalCachedMapOptions.EvictionPolicy.LRU)
                        .timeToLive(setting.ttl())
                        .useObjectAsCacheKey(true)
                        .syncStrategy(LocalCachedMapOptions.SyncStrategy.INVALIDATE)
                        .reconnectionStrategy(LocalCachedMapOptions.ReconnectionStrategy.CLEAR));
    }

    @Override
    public User byId(ObjectId id) {
        User user = users.get(id.toHexString());
        if (user == null) {
            throw new NoSuchElementException("No user has the id " + id);
        }
        return user;
    }

    @Override
    public List<User> page(String postcode) {
        return Objects.requireNonNull(pages.get(postcode));
    }

    @Override
    public List<Totals> totals(String postcode) {
        return Objects.requireNonNull(totals.get(postcode));
    }

    @Override
    public void update(ObjectId id, Bson change) {
        driver.update(id, change);
        String postcode = Corpus.postcodeOf(id);
        users.fastRemove(id.toHexString());
        pages.fastRemove(postcode);
        totals.fastRemove(postcode);
    }

    @Override
    public long loads() {
        return driver.loads();
    }

    @Override
    public void close() {
        redisson.shutdown();
        driver.close();
    }

    private record Loader<V>(Function<String, V> load) implements MapLoader<String, V> {

        @Override
        public V load(String key) {
            return load.apply(key);
        }

        @Override
        public Iterable<String> loadAllKeys() {
            return List.of();
        }
    }
}
