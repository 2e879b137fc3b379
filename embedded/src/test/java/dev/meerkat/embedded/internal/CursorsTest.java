package dev.meerkat.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Change streams' cursors, and getMores that wait on them, on an event loop of the test's. */
class CursorsTest {

    private static final Namespace USERS = new Namespace("shop", "users");
    private static final Arguments PATIENT = new Arguments(new Document("maxTimeMS", 60_000));

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ChangeLog log = new ChangeLog(new ClusterClock(Clock.systemUTC()), 100);
    private final AwaitedData awaited = new AwaitedData(channel.eventLoop(), log);
    private final Cursors cursors = new Cursors(awaited);
    private final List<Document> replies = new ArrayList<>();

    private long open() {
        ChangeStreamCursor stream = new ChangeStreamCursor(
                log,
                StreamScope.of(USERS),
                "shop.users",
                new EventRenderer(new Catalog(new Isolation(log)), false),
                events -> events,
                StreamStart.of(new Document(), log));
        Document reply = stream.open(cursors, null, -1);
        return new Arguments(new Arguments(reply).document("cursor")).number("id", 0);
    }

    private void getMore(long id) {
        try {
            replies.add(cursors.more(id, "shop.users", PATIENT));
        } catch (AwaitedData.NothingYet wait) {
            awaited.park(wait, channel, replies::add);
        }
    }

    private void assertError(long id, int code) {
        assertThatThrownBy(() -> cursors.more(id, "shop.users", PATIENT))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.getCode()).isEqualTo(code));
    }

    @Test
    void anEventAnswersTheGetMoreThatWaitsForIt() {
        getMore(open());
        assertThat(replies).isEmpty();

        log.insert(USERS, new Document("_id", 1));
        awaited.wakeIfChanged();

        assertThat(replies).hasSize(1);
        assertThat(new Arguments(new Arguments(replies.get(0)).document("cursor")).documents("nextBatch"))
                .hasSize(1);
    }

    @Test
    void theTokenAtTheDeadlineStandsAfterWhatOthersWroteMeanwhile() {
        getMore(open());
        log.insert(new Namespace("shop", "orders"), new Document("_id", 1));
        log.noop();
        awaited.wakeIfChanged();
        assertThat(replies).isEmpty();

        channel.advanceTimeBy(60, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(replies).hasSize(1);
        Arguments cursor = new Arguments(new Arguments(replies.get(0)).document("cursor"));
        assertThat(cursor.documents("nextBatch")).isEmpty();
        assertThat(ResumeToken.parse(cursor.document("postBatchResumeToken"))).isEqualTo(ResumeToken.mark(log.time()));
        assertThat(log.examined()).isZero();
    }

    @Test
    void aCursorThatIsWaitedOnCannotBeReadByAnother() {
        long id = open();
        getMore(id);

        assertError(id, 12051);
    }

    @Test
    void theEndOfAConnectionEndsTheCursorThatItWaitsOnAndNoOther() {
        long waiting = open();
        long resting = open();
        getMore(waiting);

        assertThat(channel.close().isSuccess()).isTrue();

        assertError(waiting, 43);
        assertThatThrownBy(() -> cursors.more(resting, "shop.users", PATIENT))
                .isInstanceOf(AwaitedData.NothingYet.class);
    }

    @Test
    void anIdleCursorIsClosedButNotOneThatIsWaitedOn() {
        long waiting = open();
        long resting = open();
        getMore(waiting);

        cursors.closeIdle(-1);

        assertError(waiting, 12051);
        assertError(resting, 43);
    }

    @Test
    void aKilledCursorAnswersItsGetMoreWithAnError() {
        long id = open();
        getMore(id);

        assertThat(cursors.kill(id)).isTrue();

        assertThat(replies)
                .singleElement()
                .satisfies(reply -> assertThat(reply.get("code")).isEqualTo(43));
    }

    @Test
    void aStreamThatIsClosedLeavesNothingBehind() {
        long first = open();
        long second = open();
        assertThat(log.index().scopes()).isEqualTo(1);

        cursors.kill(first);
        assertThat(log.index().scopes()).isEqualTo(1);
        cursors.kill(second);
        cursors.kill(second);

        assertThat(log.index().scopes()).isZero();
    }

    @Test
    void aStreamThatEndsItselfLeavesNothingBehind() {
        long id = open();
        log.drop(USERS);
        getMore(id);
        assertThat(replies).hasSize(1);
        assertError(id, 43);

        log.trim();

        assertThat(log.index().scopes()).isZero();
    }
}
