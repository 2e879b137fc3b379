package dev.meerkat.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.Tags;
import dev.meerkat.cache.log.LocalLog;
import dev.meerkat.cache.log.LogFollower;
import dev.meerkat.cache.log.LogWriter;
import dev.meerkat.cache.spi.InMemoryCluster;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

/** A process that follows a log, whose leader may fall silent, with a cluster in memory. */
final class SoloWatchTest {

    private static final ProtocolTimes TIMES = new ProtocolTimes(Duration.ofSeconds(5));
    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final Namespace UNTOUCHED = new Namespace("shop", "untouched");

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final ManualTicker ticker = new ManualTicker();
    private final Queue<Runnable> scheduled = new ArrayDeque<>();
    private final LocalLog log = new LocalLog();
    private final Invalidations invalidations = new Invalidations(1000, Guards.all());
    private final LogFollower follower = new LogFollower(
            log, invalidations, new Gate(ticker, TIMES.maxStaleness(), Guards.all()), invalidations::raise);
    private final LogWriter leader = new LogWriter(log, 5, null, ClusterTime.NONE, follower::accept);
    private final SoloWatch solo = solo(1);

    private SoloWatch solo(long seed) {
        Watcher own = new Watcher(
                cluster,
                cluster,
                new LocalLog(),
                follower::acceptOwn,
                new ChangeEvents(new MetadataNames("meta")),
                (delay, task) -> scheduled.add(task),
                ticker,
                new Random(seed),
                TIMES);
        return new SoloWatch(own, follower, ticker, new Random(seed), TIMES);
    }

    @Test
    void itWatchesForItselfWhereTheLogStandsStillForLongerThanALeaderTakesToBeFound() throws PortException {
        goOn();
        pass(TIMES.patience().plus(TIMES.heartbeat()));
        assertThat(solo.isSolo()).isFalse();
        pass(TIMES.patience());
        assertThat(solo.isSolo()).isTrue();
    }

    @Test
    void itsStreamBeginsAtItsOwnWatermarkAndNothingIsGivenUp() throws PortException {
        goOn();
        long floor = invalidations.latest(Dependencies.existence(UNTOUCHED));
        long atTheWatermark = cluster.write("insert", ORDERS, new BsonInt32(1));
        leader.append(List.of(), atTheWatermark); // its event may still come: W is not past it
        pass(TIMES.maxStaleness().plus(TIMES.heartbeat()));
        step();

        assertThat(latest(1)).isEqualTo(atTheWatermark);
        assertThat(invalidations.latest(Dependencies.existence(UNTOUCHED))).isEqualTo(floor);
        assertThat(follower.holes()).isZero();

        long later = cluster.write("update", ORDERS, new BsonInt32(2));
        step();
        assertThat(latest(2)).isEqualTo(later);
        assertThat(follower.watermark()).isEqualTo(later);
    }

    @Test
    void whereItsPlaceInTheHistoryIsLostAllThatWasKnownIsGivenUp() throws PortException {
        goOn();
        cluster.write("insert", ORDERS, new BsonInt32(1));
        cluster.forgetHistory();
        long now = cluster.tick();
        pass(TIMES.maxStaleness().plus(TIMES.heartbeat()));
        step();

        assertThat(invalidations.latest(Dependencies.existence(UNTOUCHED))).isEqualTo(now);
    }

    @Test
    void withoutAnyLogItBeginsWithAReset() throws PortException {
        pass(TIMES.maxStaleness().plus(TIMES.heartbeat()));
        step();

        assertThat(solo.isSolo()).isTrue();
        assertThat(invalidations.latest(Dependencies.existence(UNTOUCHED))).isEqualTo(cluster.note(Duration.ZERO));
    }

    @Test
    void whileMongoDbIsSilentItDoesNotBegin() throws PortException {
        goOn();
        for (int i = 0; i < 30; i++) {
            ticker.pass(TIMES.heartbeat());
            solo.tick();
        }
        assertThat(solo.isSolo()).isFalse();
        pass(TIMES.patience());
        assertThat(solo.isSolo()).as("soon after it speaks again").isFalse();
        pass(TIMES.maxStaleness());
        assertThat(solo.isSolo()).isTrue();
    }

    @Test
    void itComesBackWhenTheLogHasKeptUpForAWhile() throws PortException {
        goOn();
        pass(TIMES.maxStaleness().plus(TIMES.heartbeat()));
        step();
        for (int i = 0; i < 4; i++) {
            write();
            pass(TIMES.heartbeat());
        }
        assertThat(solo.isSolo()).as("not at once").isTrue();
        for (int i = 0; i < 4 && solo.isSolo(); i++) {
            write();
            pass(TIMES.heartbeat());
        }

        assertThat(solo.isSolo()).isFalse();
        step();
        assertThat(scheduled).as("its stream has ended").isEmpty();
        assertThat(follower.holes()).isZero();
    }

    @Test
    void aLogThatIsBehindIsNoLogToComeBackTo() throws PortException {
        goOn();
        long behind = leader.watermark();
        pass(TIMES.maxStaleness().plus(TIMES.heartbeat()));
        step();
        for (int i = 0; i < 10; i++) {
            cluster.tick();
        }
        for (int i = 0; i < 20; i++) {
            cluster.write("update", ORDERS, new BsonInt32(i));
            step();
            leader.append(List.of(), ++behind);
            pass(TIMES.heartbeat());
        }

        assertThat(solo.isSolo()).isTrue();
    }

    @Test
    void processesBeginAtMomentsOfTheirOwn() throws PortException {
        goOn();
        Set<Integer> moments = new HashSet<>();
        List<SoloWatch> many = LongStream.range(0, 100).mapToObj(this::solo).toList();
        for (int i = 0; i < 100; i++) {
            ticker.pass(TIMES.heartbeat().dividedBy(10));
            for (SoloWatch one : many) {
                one.noted();
                one.tick();
                if (one.isSolo()) {
                    moments.add(i);
                    one.close();
                }
            }
        }

        assertThat(moments).hasSizeGreaterThan(20);
    }

    private void goOn() throws PortException {
        cluster.tick();
        leader.append(List.of(), cluster.note(Duration.ZERO));
        solo.noted();
        solo.tick();
    }

    /** A write, of which the process's own stream and the log tell. */
    private void write() throws PortException {
        long time = cluster.write("update", ORDERS, new BsonInt32(3));
        step();
        leader.append(List.of(new Invalidation.WholeNamespace(time, ORDERS)), time);
    }

    /** Time passes, and MongoDB answers. */
    private void pass(Duration time) {
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minus(TIMES.heartbeat())) {
            ticker.pass(TIMES.heartbeat());
            solo.noted();
            solo.tick();
        }
    }

    private void step() {
        scheduled.remove().run();
    }

    private long latest(int id) {
        return invalidations.latest(Dependencies.document(ORDERS, Tags.document(ORDERS, new BsonInt32(id))));
    }
}
