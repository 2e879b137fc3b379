package dev.meerkat.benchmarks.peers;

import dev.meerkat.benchmarks.User;
import java.util.List;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;

/**
 * The bean whose methods Spring caches. Readers of one process that miss at once wait for the first ({@code sync}). A write
 * evicts by keys what it makes stale, which is cheaper than all entries of a cache.
 */
class SpringUsers {

    static final String BY_ID = "users";
    static final String PAGES = "pages";
    static final String TOTALS = "totals";

    private final PlainDriver driver;

    SpringUsers(PlainDriver driver) {
        this.driver = driver;
    }

    @Cacheable(cacheNames = BY_ID, sync = true)
    public User byId(ObjectId id) {
        return driver.byId(id);
    }

    @Cacheable(cacheNames = PAGES, sync = true)
    public List<User> page(String postcode) {
        return driver.page(postcode);
    }

    @Cacheable(cacheNames = TOTALS, sync = true)
    public List<Totals> totals(String postcode) {
        return driver.totals(postcode);
    }

    @Caching(
            evict = {
                @CacheEvict(cacheNames = BY_ID, key = "#id"),
                @CacheEvict(
                        cacheNames = {PAGES, TOTALS},
                        key = "#postcode")
            })
    public void update(ObjectId id, String postcode, Bson change) {
        driver.update(id, change);
    }
}
