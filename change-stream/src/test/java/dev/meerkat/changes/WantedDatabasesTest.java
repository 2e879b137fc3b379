package dev.meerkat.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.cache.ReadRequest;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes and their register in a real collection. */
class WantedDatabasesTest {

    private final ClusterFixture cluster = new ClusterFixture();
    private final ManualTicker ticker = new ManualTicker();
    private final Gate gate = new Gate(ticker, Duration.ofSeconds(5), Guards.all());
    private final WantedDatabases one = process(gate);
    private final WantedDatabases two = process(new Gate(ticker, Duration.ofSeconds(5), Guards.all()));

    private WantedDatabases process(Gate itsGate) {
        return new WantedDatabases(itsGate.watched(), register(), ticker);
    }

    private MongoDatabaseRegister register() {
        return new MongoDatabaseRegister(cluster.client().getDatabase("meta"), Duration.ofSeconds(10));
    }

    @BeforeEach
    void nothingIsCovered() {
        gate.look().note(1);
        gate.advance(2);
        gate.watched().become(Coverage.of(Set.of("meta")));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void whatOneWasAskedForTheOtherLearns() throws PortException {
        assertThat(two.get()).isEmpty();
        read("shop");
        read("crm");
        assertThat(one.get()).as("at once").containsExactly("crm", "shop");

        one.exchange(false);
        assertThat(two.get()).as("not asked again").isEmpty();
        two.exchange(true);
        assertThat(two.get()).containsExactly("crm", "shop");
        assertThat(process(new Gate(ticker, Duration.ofSeconds(5), Guards.all()))
                        .get())
                .as("who starts asks at once")
                .containsExactly("crm", "shop");
    }

    @Test
    void whatIsStillAskedForIsRegisteredAgainAfterAnHour() throws PortException {
        read("shop");
        one.exchange(false);
        cluster.client()
                .getDatabase("meta")
                .getCollection(MongoDatabaseRegister.COLLECTION)
                .drop();
        one.exchange(false);
        assertThat(register().read()).isEmpty();

        ticker.pass(Duration.ofMinutes(61));
        one.exchange(false);

        assertThat(register().read()).containsExactly("shop");
    }

    @Test
    void withoutARegisterWhatWasAskedForHereIsAll() throws PortException {
        WantedDatabases alone = new WantedDatabases(gate.watched(), null, ticker);
        read("shop");
        alone.exchange(true);

        assertThat(alone.get()).containsExactly("shop");
    }

    @Test
    void aRegisterThatDoesNotAnswerIsAskedAgainLater() throws PortException {
        read("shop");
        cluster.client().close();
        one.exchange(true);
        assertThatThrownBy(one::get).isInstanceOf(PortException.class);
    }

    private void read(String database) {
        ReadThroughCache cache = new ReadThroughCache(
                gate,
                new Invalidations(100, Guards.all()),
                RemoteTier.none(),
                new byte[0],
                CacheLimits.DEFAULT,
                ticker,
                Guards.all());
        cache.read(new Request(database), asof -> {
            throw new IllegalStateException("not to be loaded");
        });
    }

    private record Request(String database) implements ReadRequest {

        @Override
        public Object nearKey() {
            return key();
        }

        @Override
        public QueryKey key() {
            return QueryKey.of(new BsonDocument("find", new BsonString(database)));
        }

        @Override
        public Dependencies dependencies() {
            return Dependencies.queries(List.of(new Namespace(database, "things")));
        }

        @Override
        public Duration ttl() {
            return Duration.ofMinutes(1);
        }
    }
}
