package dev.meerkat.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On an event loop whose time the test moves. */
class AwaitedDataTest {

    private static final Namespace USERS = new Namespace("shop", "users");
    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final Document NEWS = new Document("news", 1);
    private static final Document NOTHING = new Document("nothing", 1);

    private final EmbeddedChannel channel = frozen();
    private final ChangeLog log = new ChangeLog(new ClusterClock(Clock.systemUTC()), 100);
    private final AwaitedData awaited = new AwaitedData(channel.eventLoop(), log);
    private final List<Document> replies = new ArrayList<>();

    private static EmbeddedChannel frozen() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        return channel;
    }

    /** A getMore that counts how often it is tried. */
    private static final class Counting implements AwaitedData.Pending {
        private final long cursor;
        private final StreamScope scope;
        private int attempts;
        private int abandoned;
        private boolean hasNews = true;

        Counting(long cursor, StreamScope scope) {
            this.cursor = cursor;
            this.scope = scope;
        }

        @Override
        public long cursor() {
            return cursor;
        }

        @Override
        public StreamScope scope() {
            return scope;
        }

        @Override
        public @Nullable Document attempt() {
            attempts++;
            return hasNews ? NEWS : null;
        }

        @Override
        public Document atDeadline() {
            return NOTHING;
        }

        @Override
        public void abandon() {
            abandoned++;
        }
    }

    private Counting park(long cursor, StreamScope scope) {
        Counting pending = new Counting(cursor, scope);
        awaited.park(new AwaitedData.NothingYet(pending, 1_000), channel, replies::add);
        return pending;
    }

    private void write(Namespace namespace) {
        log.insert(namespace, new Document("_id", 1));
        awaited.wakeIfChanged();
    }

    @Test
    void aChangeWakesThoseThatItIsNewsFor() {
        Counting collection = park(1, StreamScope.of(USERS));
        Counting database = park(2, new StreamScope("shop", null));
        Counting cluster = park(3, StreamScope.CLUSTER);
        Counting other = park(4, StreamScope.of(ORDERS));
        Counting otherDatabase = park(5, new StreamScope("other", null));

        write(USERS);

        assertThat(List.of(collection.attempts, database.attempts, cluster.attempts))
                .containsExactly(1, 1, 1);
        assertThat(List.of(other.attempts, otherDatabase.attempts)).containsExactly(0, 0);
        assertThat(replies).containsExactly(NEWS, NEWS, NEWS);
        assertThat(awaited.isWaiting(1)).isFalse();
        assertThat(awaited.isWaiting(4)).isTrue();
    }

    @Test
    void anEntryThatNoStreamShowsWakesNobody() {
        Counting cluster = park(1, StreamScope.CLUSTER);

        log.noop();
        awaited.wakeIfChanged();

        assertThat(cluster.attempts).isZero();
    }

    @Test
    void manyChangesOfOneCommandWakeOnce() {
        Counting pending = park(1, StreamScope.CLUSTER);
        pending.hasNews = false;
        log.insert(USERS, new Document("_id", 1));
        log.insert(USERS, new Document("_id", 2));
        awaited.wakeIfChanged();
        awaited.wakeIfChanged();

        assertThat(pending.attempts).isEqualTo(1);
    }

    @Test
    void whatItsPipelineHidLetsItWaitOn() {
        Counting pending = park(1, StreamScope.of(USERS));
        pending.hasNews = false;
        write(USERS);
        assertThat(replies).isEmpty();
        pending.hasNews = true;

        write(USERS);

        assertThat(replies).containsExactly(NEWS);
    }

    @Test
    void withoutNewsItIsAnsweredAtItsDeadline() {
        Counting pending = park(1, StreamScope.of(USERS));
        channel.advanceTimeBy(999, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(replies).isEmpty();

        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        write(USERS);

        assertThat(replies).containsExactly(NOTHING);
        assertThat(pending.attempts).isZero();
    }

    @Test
    void aGetMoreWhoseConnectionIsClosedIsForgotten() {
        Counting pending = park(1, StreamScope.of(USERS));

        assertThat(channel.close().isSuccess()).isTrue();
        channel.advanceTimeBy(2_000, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        write(USERS);

        assertThat(pending.abandoned).isEqualTo(1);
        assertThat(pending.attempts).isZero();
        assertThat(awaited.isWaiting(1)).isFalse();
        assertThat(replies).isEmpty();
    }

    @Test
    void whatWasAnsweredBeforeTheConnectionClosedIsNotAbandoned() {
        Counting pending = park(1, StreamScope.of(USERS));
        write(USERS);

        assertThat(channel.close().isSuccess()).isTrue();

        assertThat(pending.abandoned).isZero();
    }
}
