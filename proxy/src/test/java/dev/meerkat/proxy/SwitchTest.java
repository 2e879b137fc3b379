package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.CacheSwitch;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Off, everything goes straight to MongoDB; on the way back, writes are told to the cache before reads are answered by it. */
class SwitchTest {

    private final OpenCache open = new OpenCache();
    private final CacheSwitch onOff = new CacheSwitch(true);
    private final HandleProxies proxies = new HandleProxies(
            open.cache,
            onOff,
            new ProxyOptions(Duration.ofMinutes(5), 1 << 16, true, Duration.ofSeconds(5), namespace -> false),
            client -> {});
    private CachedCollection<Document> things;

    @BeforeEach
    void fill() {
        open.plain("things").insertOne(new Document("_id", 1).append("n", 0));
        things = proxies.wrap(open.plain("things"));
        things.findById(1);
        open.commands.clear();
    }

    @AfterEach
    void close() {
        open.close();
    }

    private void set(int n) {
        things.updateOne(eq("_id", 1), Updates.set("n", n));
    }

    private int n() {
        return things.findById(1).orElseThrow().getInteger("n");
    }

    @Test
    void offReadsGoToMongoDb() {
        onOff.off();
        n();
        n();
        assertThat(open.commands.names()).containsExactly("find", "find");
        assertThat(open.bypasses(BypassReason.DISABLED)).isEqualTo(2);
    }

    @Test
    void offTheCacheIsNotToldOfWrites() {
        long before = open.cache.statistics().invalidations();
        onOff.off();
        set(1);
        things.aggregate(List.of(Document.parse("{$out: 'others'}"))).first();
        assertThat(open.cache.statistics().invalidations()).isEqualTo(before);
        assertThat(n()).isEqualTo(1);
    }

    @Test
    void inBetweenWritesAreToldAndReadsGoToMongoDb() {
        onOff.off();
        onOff.raise();
        set(1);
        open.commands.clear();
        assertThat(n()).isEqualTo(1);
        assertThat(open.commands.names()).containsExactly("find");
        onOff.on();
        assertThat(n()).isEqualTo(1);
    }

    @Test
    void aStraightWriteUnderWayShows() {
        onOff.off();
        assertThat(onOff.beginStraightWrite()).isTrue();
        onOff.raise();
        assertThat(onOff.hasStraightWrites()).isTrue();
        assertThat(onOff.beginStraightWrite()).isFalse();
        onOff.endStraightWrite();
        assertThat(onOff.hasStraightWrites()).isFalse();
    }

    @Test
    void aStraightWriteThatFailsIsOver() {
        onOff.off();
        try {
            things.insertOne(new Document("_id", 1));
        } catch (com.mongodb.MongoWriteException duplicate) {
            assertThat(onOff.hasStraightWrites()).isFalse();
            return;
        }
        throw new AssertionError("the insert did not fail");
    }
}
