package dev.meerkat.cache.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a follower makes of records that are not true of all databases. */
final class FollowedCoverageTest {

    private static final Coverage A = Coverage.of(Set.of("a"));
    private static final Coverage B = Coverage.of(Set.of("b"));
    private static final Coverage BOTH = Coverage.of(Set.of("a", "b"));

    private final LossyLog log = new LossyLog();
    private final Invalidations invalidations = new Invalidations(1000, Guards.all());
    private final Gate gate = new Gate(new ManualTicker(), Duration.ofSeconds(5), Guards.all());
    private final LogFollower follower = new LogFollower(log, invalidations, gate, invalidations::raise);

    @Test
    void theWatermarkIsTrueOfTheDatabasesOfTheRecordThatBroughtIt() throws PortException {
        assertThat(gate.watched().coverage()).isEqualTo(Coverage.ALL);
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.cover(A);
        writer.start(100);
        assertThat(gate.watched().coverage()).isEqualTo(A);
        writer.cover(Coverage.ALL);
        writer.append(List.of(), 110);
        assertThat(gate.watched().coverage()).isEqualTo(Coverage.ALL);
    }

    @Test
    void ofADatabaseThatIsAddedNothingIsKnownUpToTheRecordBefore() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.cover(A);
        writer.start(100);
        writer.append(List.of(), 110);
        writer.cover(BOTH);
        writer.append(List.of(), 120);

        assertThat(floor("b")).isEqualTo(110);
        assertThat(floor("a")).as("the floor of before").isEqualTo(100);
        assertThat(gate.watched().coverage()).isEqualTo(BOTH);
    }

    @Test
    void whereAllAreAddedNothingIsKnownOfAny() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.cover(A);
        writer.start(100);
        writer.append(List.of(), 110);
        writer.cover(Coverage.ALL);
        writer.append(List.of(), 120);

        assertThat(floor("b")).isEqualTo(110);
    }

    @Test
    void aDatabaseThatWasDroppedAndComesBackIsUnknownAgain() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.cover(BOTH);
        writer.start(100);
        writer.cover(A);
        writer.append(List.of(), 110);
        writer.cover(BOTH);
        writer.append(List.of(), 120);

        assertThat(floor("b")).isEqualTo(110);
        assertThat(floor("a")).isEqualTo(100);
    }

    @Test
    void whoMissedTheRecordThatAddedItHasTheFloorAllTheSame() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.cover(A);
        writer.start(100);
        writer.append(List.of(), 110);
        lost(() -> {
            writer.cover(BOTH);
            writer.append(List.of(), 120);
        });
        log.records.remove(RecordId.parse("1-3"));
        writer.append(List.of(), 130);

        assertThat(follower.holes()).isOne();
        assertThat(floor("b")).isEqualTo(120);
    }

    @Test
    void anotherLeaderThatCoversMoreAddsIt() throws PortException {
        LogWriter first = leader(1, null, ClusterTime.NONE);
        first.cover(A);
        first.start(100);
        first.append(List.of(), 110);
        LogWriter second = leader(2, RecordId.parse("1-2"), 110);
        second.cover(BOTH);
        second.start(ClusterTime.NONE);

        assertThat(follower.holes()).isZero();
        assertThat(floor("b")).isEqualTo(110);
        assertThat(floor("a")).isEqualTo(100);
    }

    @Test
    void aResetToATimeThatIsKnownIsAFloorForWhatIsAdded() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.cover(A);
        writer.start(100);
        writer.append(List.of(), 130);
        LogWriter own = own(1, 129);
        own.cover(A);
        own.append(List.of(), 200);
        LogWriter second = leader(2, null, 130);
        second.cover(BOTH);
        second.start(150);
        assertThat(gate.watched().coverage())
                .as("the record is behind what this process knows")
                .isEqualTo(A);

        second.append(List.of(), 210);
        assertThat(gate.watched().coverage()).isEqualTo(BOTH);
        assertThat(floor("b")).isEqualTo(150);
        assertThat(floor("a")).isEqualTo(100);
    }

    @Test
    void theOwnStreamHasACoverageOfItsOwn() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.cover(BOTH);
        writer.start(100);
        writer.append(List.of(), 105);
        LogWriter own = own(1, 104);
        own.cover(B);
        own.append(List.of(), 110);
        assertThat(gate.watched().coverage()).isEqualTo(B);

        writer.append(List.of(), 120);
        assertThat(gate.watched().coverage()).isEqualTo(BOTH);
        assertThat(floor("a")).as("a's changes may be lost up to here").isEqualTo(105);
    }

    private interface Writing {
        void write() throws PortException;
    }

    private void lost(Writing writing) throws PortException {
        subscribed = false;
        writing.write();
        subscribed = true;
    }

    private boolean subscribed = true;

    private LogWriter own(long term, long watermark) {
        return new LogWriter(new LossyLog(), term, null, watermark, follower::acceptOwn);
    }

    private LogWriter leader(long term, @Nullable RecordId previous, long watermark) {
        return new LogWriter(log, term, previous, watermark, record -> {
            if (subscribed) {
                follower.accept(record);
            }
        });
    }

    private long floor(String database) {
        return invalidations.latest(Dependencies.existence(new Namespace(database, "things")));
    }
}
