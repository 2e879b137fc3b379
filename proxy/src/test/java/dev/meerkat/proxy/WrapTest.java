package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.CacheSwitch;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may be wrapped, and what a wrapped collection is to others. */
class WrapTest {

    private static final ProxyOptions OPTIONS =
            new ProxyOptions(Duration.ofMinutes(5), 1 << 16, true, Duration.ofSeconds(5), namespace -> false);

    private final OpenCache open = new OpenCache();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void theCheckSeesEveryClientAndItsErrorIsTheCallers() {
        List<MongoCluster> seen = new ArrayList<>();
        HandleProxies watched = new HandleProxies(open.cache, new CacheSwitch(true), OPTIONS, seen::add);
        CachedCollection<Document> wrapped = watched.wrap(open.plain("things"));
        watched.wrap(open.plain("things"), open.client);
        assertThat(seen).containsExactly(HandleProxies.clientOf(open.plain("things")), open.client);
        assertThat(watched.wrap(wrapped)).isSameAs(wrapped);
        assertThat(seen).hasSize(2);

        HandleProxies refusing = new HandleProxies(open.cache, new CacheSwitch(true), OPTIONS, client -> {
            throw new IllegalStateException("not ours");
        });
        assertThatThrownBy(() -> refusing.wrap(open.plain("things"))).hasMessage("not ours");
    }

    /** Another library's wrap hides its client. */
    @Test
    @SuppressWarnings("unchecked")
    void aCollectionWhoseClientIsHiddenNeedsIt() {
        MongoCollection<Document> plain = open.plain("things");
        MongoCollection<Document> hidden = (MongoCollection<Document>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MongoCollection.class},
                (proxy, method, arguments) -> method.invoke(plain, arguments));
        assertThatThrownBy(() -> open.proxies.wrap(hidden))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wrap(collection, client)");
        plain.insertOne(new Document("_id", 1));
        CachedCollection<Document> wrapped = open.proxies.wrap(hidden, open.client);
        assertThat(wrapped.findById(1)).isPresent();
        open.commands.clear();
        assertThat(wrapped.findById(1)).isPresent();
        assertThat(open.commands.sent()).isEmpty();
    }

    @Test
    void handlesAreEqualWhereTheirCollectionsAreAndTheyCacheAlike() {
        MongoCollection<Document> plain = open.plain("things");
        CachedCollection<Document> wrapped = open.proxies.wrap(plain);
        assertThat(open.proxies.wrap(plain)).isEqualTo(wrapped).hasSameHashCodeAs(wrapped);
        assertThat(wrapped.noCache())
                .isNotEqualTo(wrapped)
                .hasToString("CachedCollection[" + open.database + ".things, uncached]");
        assertThat(wrapped).isNotEqualTo(plain).hasToString("CachedCollection[" + open.database + ".things]");
        assertThat(wrapped.getNamespace()).isEqualTo(plain.getNamespace());
    }
}
