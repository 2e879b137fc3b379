package dev.meerkat.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.log.LocalLog;
import dev.meerkat.cache.spi.InMemoryCluster;
import dev.meerkat.cache.spi.ManualTicker;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

/** The watcher over a cluster in memory, a step at a time. */
final class WatcherTest {

    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final Namespace OWN = new Namespace("meta", "meerkat.nodes");

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final Queue<Runnable> scheduled = new ArrayDeque<>();
    private final Watcher watcher = new Watcher(
            cluster,
            cluster,
            new LocalLog(),
            record -> {},
            new ChangeEvents(new MetadataNames("meta")),
            (delay, task) -> scheduled.add(task),
            new ManualTicker(),
            new Random(1),
            new ProtocolTimes(ProtocolTimes.LEAST));

    @Test
    void everyEventReceivedIsCountedMeerkatsOwnToo() {
        watcher.begin(1, null);
        step();
        assertThat(watcher.events()).isZero();

        cluster.write("insert", ORDERS, new BsonInt32(1));
        cluster.write("update", ORDERS, new BsonInt32(1));
        cluster.write("insert", OWN, new BsonInt32(1));
        step();
        step();

        assertThat(watcher.events()).isEqualTo(3);
    }

    @Test
    void theCountGoesOnInTheNextTerm() {
        watcher.begin(1, null);
        step();
        cluster.write("insert", ORDERS, new BsonInt32(1));
        step();
        watcher.end();
        step();
        cluster.tick(); // the next term begins at the cluster's time, and that event's is over
        watcher.begin(2, null);
        step();
        cluster.write("insert", ORDERS, new BsonInt32(2));
        step();

        assertThat(watcher.events()).isEqualTo(2);
        assertThat(watcher.isWatching()).isTrue();
    }

    private void step() {
        scheduled.remove().run();
    }
}
